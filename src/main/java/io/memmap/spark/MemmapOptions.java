package io.memmap.spark;

/**
 * The keys that {@code option(key, value)} takes; Spark compares them without case. Reads and
 * writes refuse a key that they do not know, and name the nearest one that they do; each refuses
 * what only the other uses. A catalog takes both, as {@code spark.sql.catalog.NAME.KEY} for all its
 * tables and after a question mark in the name of one.
 *
 * <pre>{@code
 * spark.read().format("memmap")
 *     .option(MemmapOptions.DTYPE, "float32").option(MemmapOptions.SHAPE, "1000,1000")
 *     .load("data.dat");
 * }</pre>
 */
public final class MemmapOptions {
  /**
   * NumPy dtype of one element, for reads and writes: {@code float32}, {@code <f4}, {@code S10},
   * {@code M8[25s]}, {@code [('x', '<f4'), ('y', '<i4', (2, 3))]}. Default: {@code uint8} as
   * np.memmap, for writes the dtype of the columns. A header says it by itself, and another one is
   * an error, as are objects, long doubles and texts that NumPy 2 refuses.
   */
  public static final String DTYPE = "dtype";

  /**
   * Lengths of the axes, for reads and writes: {@code 1000,1000}, {@code (1000, 1000)}, {@code
   * 1000}, {@code ()}. One of them may be {@code -1} and follows from the size of the file.
   * Default: 1-D and as long as the file allows, for writes as long as the rows make it. It is an
   * error if the file is shorter, or if it holds a part of an element more.
   */
  public static final String SHAPE = "shape";

  /**
   * {@code C} (default): rows are contiguous. {@code F}: columns are. For reads and writes; a
   * header says it by itself.
   */
  public static final String ORDER = "order";

  /** Bytes before the array, aligned or not, for reads and writes. Default: 0. */
  public static final String OFFSET = "offset";

  /**
   * {@code npy}: the file says itself what it holds, or is to say it. {@code none}: its bytes are
   * as the other options say. Default: {@code npy} for files that are named {@code *.npy}. A file
   * that begins as a {@code .npy} does and has another name is an error without it.
   */
  public static final String HEADER = "header";

  /**
   * Name of the array in an {@code .npz}, for reads, such as {@code arr_0}. Default: the only one;
   * it is an error if there are several.
   */
  public static final String MEMBER = "member";

  /**
   * NumPy's basic slicing before rows are made, for reads: {@code 0:100, ::2, -1, ...}, or the text
   * of {@code np.s_[0:100, ::2]}. Default: the whole array. Index arrays and masks are an error.
   */
  public static final String SLICE = "slice";

  /**
   * NumPy's mode. Reads take {@code r}, {@code c}, {@code r+} and their long names alike and never
   * change the file; {@code w+} is an error. Writes take {@code r+} with save mode append, which
   * needs {@link #ROW_INDEX} or cells and changes elements in place, and {@code w+} with overwrite.
   */
  public static final String MODE = "mode";

  /**
   * What a row is: {@code columns} (default up to 2-D), {@code array} (default above), {@code
   * cells} for a row of each element with its indices, {@code bytes} for the bytes of a row in C
   * order. Writes take all but {@code bytes}; their default follows from the columns.
   */
  public static final String LAYOUT = "layout";

  /**
   * {@code mmap} (default) maps windows of the file, {@code read} copies ranges of it. Results are
   * the same; only {@code read} survives a file that is cut meanwhile. For reads.
   */
  public static final String ACCESS = "access";

  /**
   * Exact number of partitions, never more than rows, for reads. Default: as Spark cuts files of
   * its own, by {@code spark.sql.files.maxPartitionBytes}.
   */
  public static final String NUM_PARTITIONS = "numPartitions";

  /**
   * Bytes of the array in a partition, such as {@code 64m}, for reads; {@link #NUM_PARTITIONS} wins
   * over it. Default: as there.
   */
  public static final String PARTITION_BYTES = "partitionBytes";

  /** Rows of a columnar batch, for reads. Default: 32,768, or as many as 16 MiB hold. */
  public static final String BATCH_ROWS = "batchRows";

  /**
   * {@code false} leaves predicates, limits and aggregates to Spark. Default: {@code true}. For
   * reads.
   */
  public static final String PUSHDOWN = "pushdown";

  /**
   * Reads: name of a first column with the index of each row, a bigint. Writes: the column of
   * integers that says which row of the array each row is; a missing, repeated or negative index is
   * an error. Default: none; {@code layout=cells} has indices of its own.
   */
  public static final String ROW_INDEX = "rowIndex";

  /**
   * {@code true} reads {@code S} as string instead of binary; bytes that are no UTF-8 are an error.
   * Default: {@code false}.
   */
  public static final String BINARY_AS_STRING = "binaryAsString";

  /**
   * What may become of a value that changes type, for writes. {@code checked} (default) refuses
   * values that are out of range; {@code no}, {@code equiv}, {@code safe}, {@code same_kind} and
   * {@code unsafe} are those of {@code np.can_cast} and look at types alone.
   */
  public static final String CASTING = "casting";

  /**
   * A number or text that is written in place of null, in each element of a null array too, for
   * writes; beside {@link #ROW_INDEX} and {@link #SHAPE} also in the rows that no index names.
   * Default: null is an error, except for times, where it is NaT.
   */
  public static final String NULL_VALUE = "nullValue";

  /** Whether a write forces its bytes to the disk before it ends. Default: {@code true}. */
  public static final String SYNC = "sync";

  /**
   * {@code true} lets a read finish an update of the file that was cut off, which is an error
   * otherwise. Default: {@code false}.
   */
  public static final String REPAIR = "repair";

  /**
   * {@code false} if the file system has no file locks, and the user vouches that nobody else
   * writes the array meanwhile; for writes, and for reads with {@link #REPAIR}. Default: {@code
   * true}, which is an error on such a file system.
   */
  public static final String LOCK = "lock";

  /**
   * How long a write waits for another one to the same file to end before it fails, such as {@code
   * 60s} or {@code 5min}. Default: not at all.
   */
  public static final String LOCK_TIMEOUT = "lockTimeout";

  private MemmapOptions() {}
}
