/**
 * Internal: may change without notice. How stored numbers are loaded. Loops over numbers are
 * written once and compiled anew for every kind of them. Start with {@link
 * io.memmap.spark.internal.kernel.load.KernelClass}.
 */
package io.memmap.spark.internal.kernel.load;
