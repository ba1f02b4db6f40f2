/**
 * Internal: may change without notice. Computes numbers from those of columns, block by block, so
 * that kernels can reduce them. Start with {@link
 * io.memmap.spark.internal.kernel.compute.Computed}.
 */
package io.memmap.spark.internal.kernel.compute;
