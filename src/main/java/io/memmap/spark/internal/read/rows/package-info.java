/**
 * Internal: may change without notice. Sets of rows: by number, by index of an axis, and cut into
 * tasks. Start with {@link io.memmap.spark.internal.read.rows.RowRanges}.
 */
package io.memmap.spark.internal.read.rows;
