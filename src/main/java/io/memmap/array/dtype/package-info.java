/**
 * Internal: may change without notice. Reads texts of dtypes: those that {@code np.dtype} takes,
 * and those of {@code .npy} headers. Start with {@link io.memmap.array.dtype.DTypes}.
 */
package io.memmap.array.dtype;
