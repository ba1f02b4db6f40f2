/**
 * Internal: may change without notice. The plan of a read: scan builder, scan (a value) and what is
 * pushed down. Start with {@link io.memmap.spark.internal.read.ArrayScanBuilder}.
 */
package io.memmap.spark.internal.read;
