/**
 * Internal: may change without notice. Sets of rows, by their numbers and by indices of axes. Start
 * with {@link io.memmap.spark.internal.read.rows.RowRanges}.
 */
package io.memmap.spark.internal.read.rows;
