package io.memmap.spark.internal.read.rows;

import java.io.Serializable;

/**
 * Consecutive rows.
 *
 * @param first index of the first row
 * @param end index after the last row
 */
public record RowRange(long first, long end) implements Serializable {}
