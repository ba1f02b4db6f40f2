package io.memmap.spark.internal.options;

import io.memmap.spark.MemmapOptions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SaveMode;

/**
 * Modes of {@code np.memmap}. Reads accept those that do not create a file; writes accept those
 * that fit Spark's save mode.
 */
public final class NumpyMode {
  private static final Set<String> READING =
      Set.of("r", "c", "r+", "readonly", "copyonwrite", "readwrite");
  private static final Set<String> UPDATING = Set.of("r+", "readwrite");
  private static final String PAIRS =
      "w+ goes with save mode overwrite, r+ with save mode append and option rowIndex, the other"
          + " save modes with none";
  private static final Set<String> CREATING = Set.of("w+", "write");

  private NumpyMode() {}

  /**
   * Checks the mode of a read.
   *
   * @throws IllegalArgumentException for modes that create a file, and for unknown ones
   */
  static String forReading(String mode) {
    if (READING.contains(mode)) {
      return mode;
    }
    if (CREATING.contains(mode)) {
      throw new IllegalArgumentException(
          "creates a new file and would empty this one; read with r, write with df.write");
    }
    throw new IllegalArgumentException("must be one of r, c, r+, readonly, copyonwrite, readwrite");
  }

  /**
   * Checks the mode of a write.
   *
   * @throws IllegalArgumentException for any other mode
   */
  static String forWriting(String mode) {
    if (CREATING.contains(mode) || UPDATING.contains(mode)) {
      return mode;
    }
    throw new IllegalArgumentException("does not write; " + PAIRS);
  }

  static boolean updates(String mode) {
    return UPDATING.contains(mode);
  }

  /**
   * Checks NumPy's mode, if given, against Spark's save mode.
   *
   * @throws IllegalArgumentException if the two do not go together; the message lists the pairs
   */
  public static void checkPair(Optional<String> mode, SaveMode saveMode, boolean hasIndex) {
    if (mode.isEmpty()) {
      return;
    }
    SaveMode partner = updates(mode.get()) ? SaveMode.Append : SaveMode.Overwrite;
    if (saveMode != partner) {
      throw OptionErrors.badOption(
          MemmapOptions.MODE,
          mode.get(),
          "does not go with Spark's save mode " + name(saveMode) + "; " + PAIRS);
    }
    if (updates(mode.get()) && !hasIndex) {
      throw OptionErrors.badOption(
          MemmapOptions.MODE,
          mode.get(),
          "which rows of the array are meant? name the bigint column that says so in option"
              + " rowIndex, or write single elements with layout=cells");
    }
  }

  private static String name(SaveMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
