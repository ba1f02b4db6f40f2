/**
 * Internal: may change without notice. What a task does with its partition: windows, vectors,
 * batches. Start with {@link io.memmap.spark.internal.read.task.BatchReader}.
 */
package io.memmap.spark.internal.read.task;
