package io.memmap.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.spark.network.util.JavaUtils;

/**
 * Options of the command line.
 *
 * @param bytes size of the 1-D array
 * @param tableBytes size of each 2-D array
 * @param rounds number of timed runs of each contender
 * @param warmup time for which each contender is repeated before it is timed
 * @param only matches a part of the ids of the contenders to run
 * @param folder folder of the arrays and their Parquet copies
 * @param cores number of threads of Spark and of the plain Java loops
 * @param python interpreter that has NumPy; if empty, the first one found
 * @param csv file for the timings, see {@link ResultsFile}
 */
record BenchOptions(
    long bytes,
    long tableBytes,
    int rounds,
    Duration warmup,
    Pattern only,
    Path folder,
    int cores,
    Optional<String> python,
    Optional<Path> csv) {

  static final String USAGE =
      """
      Usage: ReadBenchmark|WriteBenchmark|AggregateBenchmark|QuestionsBenchmark
                 [--bytes SIZE] [--table-bytes SIZE] [--rounds N] [--warmup SECONDS]
                 [--only REGEX] [--dir DIRECTORY] [--cores N] [--python PROGRAM]
                 [--csv FILE] [--help]

        --bytes SIZE        size of the 1-D array, for example 256m; at most 16g (default: 1g)
        --table-bytes SIZE  size of each 2-D array (default: 512m)
        --rounds N          timed runs of each contender (default: 5)
        --warmup SECONDS    each contender is repeated for so long before, in turn with the
                            others, and once at least: HotSpot goes on to compile Spark's code
                            for dozens of queries (default: 10)
        --only REGEX        runs the contenders with a match in their id; ids are, for example,
                            1d/sum/java-loop and 90/rows/memmap-mmap-columns
        --dir DIRECTORY     folder of the arrays, which are kept for the next run
                            (default: target/bench)
        --cores N           threads of Spark and of the plain Java loops (default: 2)
        --python PROGRAM    a Python that has NumPy, for NumPy (default: the first of
                            target/oracle-venv/bin/python and python3 that has it)
        --csv FILE          writes the timings as comma-separated values, besides the report
        --help              prints this text
      """;

  /**
   * The sums of larger arrays of {@link TestData} would be rounded and could not be compared
   * exactly.
   */
  private static final long MOST_BYTES = 16L << 30;

  private static final String BYTES = "--bytes";
  private static final String TABLE_BYTES = "--table-bytes";
  private static final String ROUNDS = "--rounds";
  private static final String WARMUP = "--warmup";
  private static final String ONLY = "--only";
  private static final String DIR = "--dir";
  private static final String CORES = "--cores";
  private static final String PYTHON = "--python";
  private static final String CSV = "--csv";
  private static final List<String> ALL =
      List.of(BYTES, TABLE_BYTES, ROUNDS, WARMUP, ONLY, DIR, CORES, PYTHON, CSV);

  static boolean asksForHelp(String... args) {
    return List.of(args).contains("--help");
  }

  /**
   * Parses {@code --name value} and {@code --name=value}.
   *
   * @throws UsageException if an option is unknown or a value is wrong
   */
  static BenchOptions parse(String... args) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < args.length; i++) {
      String[] parts = args[i].split("=", 2);
      if (!ALL.contains(parts[0])) {
        throw new UsageException("unknown option " + args[i]);
      }
      if (parts.length == 1 && ++i == args.length) {
        throw new UsageException(parts[0] + " needs a value");
      }
      given.put(parts[0], parts.length == 2 ? parts[1] : args[i]);
    }
    return new BenchOptions(
        size(BYTES, given.getOrDefault(BYTES, "1g")),
        size(TABLE_BYTES, given.getOrDefault(TABLE_BYTES, "512m")),
        count(ROUNDS, given.getOrDefault(ROUNDS, "5"), 1),
        Duration.ofSeconds(count(WARMUP, given.getOrDefault(WARMUP, "10"), 0)),
        regex(given.getOrDefault(ONLY, "")),
        Path.of(given.getOrDefault(DIR, "target/bench")).toAbsolutePath(),
        count(CORES, given.getOrDefault(CORES, "2"), 1),
        Optional.ofNullable(given.get(PYTHON)),
        Optional.ofNullable(given.get(CSV)).map(Path::of));
  }

  private static long size(String name, String value) {
    long bytes;
    try {
      bytes = JavaUtils.byteStringAsBytes(value.toLowerCase(Locale.ROOT));
    } catch (NumberFormatException e) {
      throw new UsageException(name + " must be a size such as 512m, not " + value);
    }
    if (bytes < Float.BYTES || bytes > MOST_BYTES) {
      throw new UsageException(name + " must be between 4 bytes and 16g, not " + value);
    }
    return bytes;
  }

  private static int count(String name, String value, int least) {
    int count;
    try {
      count = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new UsageException(name + " must be a whole number, not " + value);
    }
    if (count < least) {
      throw new UsageException(name + " must be " + least + " or more, not " + value);
    }
    return count;
  }

  private static Pattern regex(String value) {
    try {
      return Pattern.compile(value);
    } catch (PatternSyntaxException e) {
      throw new UsageException(ONLY + ": " + e.getMessage());
    }
  }

  /** The command line is wrong; the message says how. */
  static final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }
}
