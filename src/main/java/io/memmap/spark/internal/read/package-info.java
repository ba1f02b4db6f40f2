/**
 * Internal: may change without notice. The plan of a read: the scan builder, what it pushes down,
 * and the scan, which is a value. Start with {@link
 * io.memmap.spark.internal.read.ArrayScanBuilder}.
 */
package io.memmap.spark.internal.read;
