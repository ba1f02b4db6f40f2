package io.memmap.spark.internal.read;

import java.util.OptionalLong;

/**
 * Each row of the DataFrame stands for a range of rows.
 *
 * @param rows most rows of a range that the user asked for; without them a range has as many as the
 *     task
 * @param described whether a row says where its range lies, instead of showing its bytes
 */
public record Ranges(OptionalLong rows, boolean described) {}
