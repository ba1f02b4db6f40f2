/**
 * Internal: may change without notice. Spark's tables over arrays: what is read, written, changed
 * and described by statements. Start with {@link io.memmap.spark.internal.table.MemmapTable}.
 */
package io.memmap.spark.internal.table;
