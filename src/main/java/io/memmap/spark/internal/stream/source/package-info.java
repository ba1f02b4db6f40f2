/**
 * Internal: may change without notice. Streams that follow array files row by row. Start with
 * {@link io.memmap.spark.internal.stream.source.ArrayStream}.
 */
package io.memmap.spark.internal.stream.source;
