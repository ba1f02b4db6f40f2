package io.memmap.spark.internal.read.source;

import io.memmap.spark.internal.read.rows.RowRanges;
import java.io.Serializable;

/**
 * Some rows of one array.
 *
 * @param rows counted from the array's first one
 */
public record SourceRows(ArraySource source, RowRanges rows) implements Serializable {}
