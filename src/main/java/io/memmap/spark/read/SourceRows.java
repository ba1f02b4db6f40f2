package io.memmap.spark.read;

import java.io.Serializable;

/**
 * Some rows of one array.
 *
 * @param rows counted from the array's first one
 */
record SourceRows(ArraySource source, RowRanges rows) implements Serializable {}
