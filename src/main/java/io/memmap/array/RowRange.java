package io.memmap.array;

import java.io.Serializable;

/**
 * Consecutive rows.
 *
 * @param first index of the first row
 * @param end index of the last row plus 1
 */
public record RowRange(long first, long end) implements Serializable {}
