/**
 * From a described array to Spark's batches: scan builder, scan (a value), row ranges, and the
 * reader of a task.
 */
package io.memmap.spark.read;
