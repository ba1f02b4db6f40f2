/**
 * Internal: may change without notice. Streams into arrays: Spark's interfaces of streaming writes
 * over those of batch writes. Start with {@link io.memmap.spark.internal.stream.sink.StreamWrite}.
 */
package io.memmap.spark.internal.stream.sink;
