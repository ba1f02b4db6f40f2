/**
 * Internal: may change without notice. The formats {@code .npy} and {@code .npz}. Start with {@link
 * io.memmap.array.npy.NpyHeader}.
 */
package io.memmap.array.npy;
