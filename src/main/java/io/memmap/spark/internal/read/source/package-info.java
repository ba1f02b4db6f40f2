/**
 * Internal: may change without notice. The arrays and columns that a scan reads, and how they are
 * cut into partitions. Start with {@link io.memmap.spark.internal.read.source.ArraySources}.
 */
package io.memmap.spark.internal.read.source;
