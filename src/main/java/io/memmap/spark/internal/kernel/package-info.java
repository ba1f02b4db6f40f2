/**
 * Internal: may change without notice. Minimum, maximum and sum of the values of a vector, at the
 * speed of memory. {@code Double} classes work on floating-point numbers and add them up as
 * doubles; {@code Long} classes work on integers. The loops are written once and compiled anew for
 * every kind of stored value. {@code Grouped} classes do the same for many groups of rows at a
 * time. Start with {@link io.memmap.spark.internal.kernel.KernelClass}, or for groups with {@link
 * io.memmap.spark.internal.kernel.Groups}.
 */
package io.memmap.spark.internal.kernel;
