package io.memmap.spark.internal.read.source;

import io.memmap.spark.internal.read.rows.RowRanges;
import java.io.Serializable;

/**
 * Some rows of one array.
 *
 * @param rows numbered from 0 within the array
 */
public record SourceRows(ArraySource source, RowRanges rows) implements Serializable {}
