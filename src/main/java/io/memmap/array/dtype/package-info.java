/**
 * Internal: may change without notice. Texts of dtypes: what {@code np.dtype} takes, and what
 * {@code .npy} headers say. Start with {@link io.memmap.array.dtype.DTypes}.
 */
package io.memmap.array.dtype;
