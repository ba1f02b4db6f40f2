package io.memmap.spark.read;

import org.apache.spark.sql.connector.read.InputPartition;

/**
 * The rows of one task.
 *
 * @param first index of the first row
 * @param end index behind the last row
 */
record RowRange(long first, long end) implements InputPartition {}
