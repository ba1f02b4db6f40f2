package io.memmap.spark.internal.options;

import io.memmap.spark.MemmapOptions;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The options that streams have beside those of all reads.
 *
 * @param maxRows most rows of a micro-batch
 * @param maxFiles most files that a micro-batch reads rows of
 * @param failOnDataLoss whether rows that were lost before they were read stop the query
 */
public record StreamOptions(
    StartingRow startingRow, OptionalLong maxRows, OptionalInt maxFiles, boolean failOnDataLoss) {

  /**
   * Parses the options of a stream.
   *
   * @throws IllegalArgumentException for a value that its option does not take
   */
  public static StreamOptions of(CaseInsensitiveStringMap options) {
    OptionParser parser = new OptionParser(options);
    return new StreamOptions(
        parser.parsed(MemmapOptions.STARTING_ROW, StartingRow::parse).orElse(StartingRow.EARLIEST),
        parser.positiveLong(MemmapOptions.MAX_ROWS_PER_TRIGGER),
        parser.positiveInt(MemmapOptions.MAX_FILES_PER_TRIGGER),
        parser.flag(MemmapOptions.FAIL_ON_DATA_LOSS, true));
  }
}
