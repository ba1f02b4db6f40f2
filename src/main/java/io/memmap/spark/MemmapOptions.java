package io.memmap.spark;

/** The keys that {@code option(key, value)} takes; Spark compares them without case. */
public final class MemmapOptions {
  /** NumPy dtype of one element; {@code uint8} by default, as np.memmap. */
  public static final String DTYPE = "dtype";

  /** Lengths of the axes, one of them -1 at the most; by default 1-D as long as the file allows. */
  public static final String SHAPE = "shape";

  /** {@code C} (default) or {@code F}. */
  public static final String ORDER = "order";

  /** Bytes before the array; 0 by default. */
  public static final String OFFSET = "offset";

  /** {@code npy} or {@code none}; by default {@code npy} for files of that name. */
  public static final String HEADER = "header";

  /** The array inside an {@code .npz}. */
  public static final String MEMBER = "member";

  /** NumPy's basic slicing, such as {@code 0:100, ::2, -1}, before rows are made. */
  public static final String SLICE = "slice";

  /** NumPy's mode; every mode that reads is read alike. */
  public static final String MODE = "mode";

  /** {@code columns} (default for 0-D to 2-D), {@code array}, {@code cells} or {@code bytes}. */
  public static final String LAYOUT = "layout";

  /** {@code mmap} (default) or {@code read}. */
  public static final String ACCESS = "access";

  /** Exact number of partitions. */
  public static final String NUM_PARTITIONS = "numPartitions";

  /** Bytes of the array per partition, such as {@code 64m}. */
  public static final String PARTITION_BYTES = "partitionBytes";

  /** Rows per columnar batch. */
  public static final String BATCH_ROWS = "batchRows";

  /** {@code false} leaves limits and aggregates to Spark. */
  public static final String PUSHDOWN = "pushdown";

  /** Name of an additional first column with each row's index. */
  public static final String ROW_INDEX = "rowIndex";

  /** {@code true} reads {@code S} as string instead of binary; its bytes must be UTF-8. */
  public static final String BINARY_AS_STRING = "binaryAsString";

  /** What may become of a value that changes type; {@code checked} by default. */
  public static final String CASTING = "casting";

  /**
   * A number or text that is written in place of null, in each element of a null array too; beside
   * {@link #ROW_INDEX} and {@link #SHAPE} also in the rows that no index names.
   */
  public static final String NULL_VALUE = "nullValue";

  /** Whether a write forces its bytes to the disk; true by default. */
  public static final String SYNC = "sync";

  /** {@code true} lets a read finish an update of the file that was cut off. */
  public static final String REPAIR = "repair";

  /**
   * {@code false} if the file system has no file locks, and the user vouches that nobody else
   * writes the array meanwhile; true by default.
   */
  public static final String LOCK = "lock";

  /**
   * How long a write waits for another one to the same file to end before it fails, such as {@code
   * 60s} or {@code 5min}; not at all by default.
   */
  public static final String LOCK_TIMEOUT = "lockTimeout";

  private MemmapOptions() {}
}
