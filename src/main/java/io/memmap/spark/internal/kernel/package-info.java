/**
 * Internal: may change without notice. Minimum, maximum, sum and average of the values of a vector,
 * at the speed of memory. {@code Double} classes work on floating-point numbers and add them up as
 * doubles; {@code Long} classes work on integers. Start with {@link
 * io.memmap.spark.internal.kernel.Reductions}; {@code group} does the same for many groups of rows
 * at a time, {@code match} finds values, and {@code loop} has the loops over memory.
 */
package io.memmap.spark.internal.kernel;
