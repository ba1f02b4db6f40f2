/**
 * Internal: may change without notice. Implements Spark's interfaces of a write, on the driver and
 * in tasks. Start with {@link io.memmap.spark.internal.write.ArrayBatchWrite}.
 */
package io.memmap.spark.internal.write;
