/**
 * Internal: may change without notice. Loops over blocks of adjacent numbers by the Vector API. The
 * {@code Lanes} classes need the module {@code jdk.incubator.vector}, and nothing links them: they
 * are loaded by name when the module is there. Start with {@link
 * io.memmap.spark.internal.kernel.lanes.DoubleBlocks}.
 */
package io.memmap.spark.internal.kernel.lanes;
