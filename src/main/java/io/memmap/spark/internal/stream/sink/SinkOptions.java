package io.memmap.spark.internal.stream.sink;

import io.memmap.spark.internal.options.OptionUse;
import io.memmap.spark.internal.options.WriteOptions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The options of {@code writeStream}: those of a write, and Spark's own. */
public final class SinkOptions {
  /** Spark uses these itself and passes them on. */
  private static final Set<String> OF_SPARK = Set.of("checkpointlocation", "queryname");

  private SinkOptions() {}

  /**
   * The options of each epoch's write.
   *
   * @throws IllegalArgumentException for an unknown option, one of reads, or a bad value
   */
  public static WriteOptions of(CaseInsensitiveStringMap given) {
    Map<String, String> ours = new LinkedHashMap<>(given.asCaseSensitiveMap());
    ours.keySet().removeIf(key -> OF_SPARK.contains(key.toLowerCase(Locale.ROOT)));
    CaseInsensitiveStringMap options = new CaseInsensitiveStringMap(ours);
    OptionUse.checkWrite(options);
    return WriteOptions.of(options);
  }

  /**
   * Checks that the options fit the output mode.
   *
   * @param replaces whether the rows of each epoch replace the file
   * @throws IllegalArgumentException if they do not
   */
  public static void check(WriteOptions options, boolean replaces) {
    if (replaces) {
      options.mode().filter(mode -> options.updates()).ifPresent(SinkOptions::refuseReplacing);
    } else if (options.updates()) {
      if (!options.hasIndex()) {
        throw SinkErrors.whichRows(options.mode().orElseThrow());
      }
    } else {
      checkAppend(options);
    }
  }

  private static void refuseReplacing(String mode) {
    throw SinkErrors.modeReplaces(mode);
  }

  private static void checkAppend(WriteOptions options) {
    if (options.mode().isPresent()) {
      throw SinkErrors.modeDoesNotAppend(options.mode().get());
    }
    if (options.cells()) {
      throw SinkErrors.cellsAreNotAppended(
          options.layout().orElseThrow().name().toLowerCase(Locale.ROOT));
    }
    boolean fixed = options.shape().filter(shape -> shape.inferredAxis() != 0).isPresent();
    if (fixed) {
      throw SinkErrors.fixedShape(options.shape().get().toString());
    }
  }
}
