/**
 * Minimum, maximum and sum of the values of a vector, at the speed of memory. The loops are written
 * once and compiled anew for every kind of stored value, see {@link
 * io.memmap.spark.kernel.KernelClass}.
 */
package io.memmap.spark.kernel;
