package io.memmap.spark.read;

import java.io.Serializable;

/**
 * Consecutive rows.
 *
 * @param first index of the first row
 * @param end index behind the last row
 */
record RowRange(long first, long end) implements Serializable {}
