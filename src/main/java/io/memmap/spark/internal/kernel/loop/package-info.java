/**
 * Internal: may change without notice. Loops over numbers in memory, and the choice between plain
 * loops and those over vectors. Start with {@link
 * io.memmap.spark.internal.kernel.loop.DoubleKernel}.
 */
package io.memmap.spark.internal.kernel.loop;
