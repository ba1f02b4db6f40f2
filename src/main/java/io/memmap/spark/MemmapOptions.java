package io.memmap.spark;

/**
 * The keys of {@code option(key, value)}, with the values that each takes. Spark compares keys
 * without case.
 *
 * <pre>{@code
 * spark.read().format("memmap")
 *     .option(MemmapOptions.DTYPE, "float32")
 *     .option(MemmapOptions.SHAPE, "1000,1000")
 *     .load("data.dat");
 * }</pre>
 *
 * <p>A value that its option does not take is an {@link IllegalArgumentException} of {@code load}
 * or {@code save}; its message begins with {@code option KEY='VALUE'}. So is an unknown key, with
 * the nearest known one in the message, a key for writes in a read, and a key for reads in a write.
 * A table of a catalog takes both kinds: {@code spark.sql.catalog.NAME.KEY=VALUE} holds for all
 * tables of the catalog, {@code `data.dat?KEY=VALUE&KEY=VALUE`} for one.
 */
public final class MemmapOptions {
  /**
   * Dtype of one element, for reads and writes.
   *
   * <p>Values: what {@code np.dtype(...)} of NumPy 2 takes as a text and prints, such as {@code
   * float32}, {@code <f4}, {@code S10}, {@code M8[25s]} or {@code [('x', '<f4'), ('y', '<i4', (2,
   * 3))]}. Default of reads: {@code uint8}, as in {@code np.memmap}. Default of writes: the dtype
   * that the columns were read from, else the one that follows from their types. Errors: Python
   * objects, {@code longdouble}, texts that NumPy refuses, and a dtype other than that in the
   * file's {@code .npy} header.
   *
   * <p>Example: {@code option("dtype", ">f4")} reads big-endian float32.
   */
  public static final String DTYPE = "dtype";

  /**
   * Lengths of the axes in elements, for reads and writes.
   *
   * <p>Values: {@code 1000,1000}, {@code (1000, 1000)}, {@code 1000}, or {@code ()} for a single
   * element; one length may be {@code -1} and follows from the size of the file or the number of
   * rows. Default: one axis, as long as the file allows; for writes, as long as the rows make it.
   * Errors: a file that is shorter than the array, a file with a part of an element when the length
   * is inferred, a number of rows that does not fit, and a shape other than that in the file's
   * header.
   *
   * <p>Example: {@code option("shape", "-1,28,28")} reads images of 28 x 28.
   */
  public static final String SHAPE = "shape";

  /**
   * Order of the elements in the file, for reads and writes.
   *
   * <p>Values: {@code C} (rows are contiguous) or {@code F} (columns are contiguous). Default:
   * {@code C}. Errors: any other value, and an order other than that in the file's header.
   *
   * <p>Example: {@code option("order", "F")} reads what Fortran, MATLAB or R wrote.
   */
  public static final String ORDER = "order";

  /**
   * Position of the first element in the file, in bytes, for reads and writes.
   *
   * <p>Values: 0 and greater; no alignment is needed. Default: 0, or the end of the file's header.
   * Errors: an offset beyond the end of the file, in reads an offset other than that of the data
   * after the file's header, in writes any offset beside a header.
   *
   * <p>Example: {@code option("offset", "16")} skips the header of an MNIST file.
   */
  public static final String OFFSET = "offset";

  /**
   * Whether the file begins with a header that describes the array, for reads and writes.
   *
   * <p>Values: {@code npy} (the header of NumPy's {@code .npy} format, versions 1.0 to 3.0) or
   * {@code none}. Default: {@code npy} for files that are named {@code *.npy}, else {@code none}.
   * Errors: a file without that header, and, if the option is not given, a file that begins as a
   * {@code .npy} file or a zip archive does under another name. Without this option, {@link #DTYPE}
   * and a schema, a file that begins as one of Parquet, ORC, Avro, HDF5 or gzip is an error as
   * well.
   *
   * <p>Example: {@code option("header", "npy").load("array.bin")}.
   */
  public static final String HEADER = "header";

  /**
   * Name of the array in an {@code .npz} archive, for reads.
   *
   * <p>Default: the only array of the archive. Errors: an archive of several arrays without this
   * option, a name that the archive does not have, a compressed member, a file that is not named
   * {@code *.npz}.
   *
   * <p>Example: {@code option("member", "arr_0").load("arrays.npz")}.
   */
  public static final String MEMBER = "member";

  /**
   * NumPy's basic slicing, applied before rows are made, for reads.
   *
   * <p>Values: indices, slices and one {@code ...}, separated by commas, or the text of {@code
   * np.s_[...]}. Default: the whole array. Errors: an index out of bounds, more indices than axes,
   * a step of 0, index arrays and masks.
   *
   * <p>Example: {@code option("slice", "-100:, ::2")} reads {@code a[-100:, ::2]}.
   */
  public static final String SLICE = "slice";

  /**
   * Mode of {@code np.memmap}, for reads and writes.
   *
   * <p>Reads take {@code r}, {@code c}, {@code r+} and their long names, which all mean the same,
   * since a read never changes the file; {@code w+} is an error. Writes take {@code w+} with save
   * mode overwrite, and {@code r+} with save mode append, which changes elements in place and needs
   * {@link #ROW_INDEX} or {@code layout=cells}. Default: what Spark's save mode says.
   *
   * <p>Example: {@code df.write.mode("append").option("mode", "r+").option("rowIndex", "i")}.
   */
  public static final String MODE = "mode";

  /**
   * What one row of the DataFrame is, for reads and writes.
   *
   * <p>Values:
   *
   * <ul>
   *   <li>{@code columns}: one column for each index of the second axis, or for each field of a
   *       structured dtype
   *   <li>{@code array}: one column of nested arrays with the row's elements
   *   <li>{@code cells}: one row for each element, with its indices {@code i0}, {@code i1}, ... and
   *       its value
   *   <li>{@code bytes}: one binary column with the row's bytes in order C, or, beside {@link
   *       #RANGE_ROWS}, with those of a block of rows; for reads only
   *   <li>{@code ranges}: one row for each range of rows, which says where the range lies in the
   *       file, so that a function of NumPy maps it itself; for reads of local files only
   * </ul>
   *
   * <p>Default of reads: {@code columns} for one or two axes, {@code array} for more. Default of
   * writes: {@code array} for a single column of arrays or vectors, else {@code columns}.
   *
   * <p>Example: {@code option("layout", "array")} reads 1,000 columns as one.
   */
  public static final String LAYOUT = "layout";

  /**
   * Most rows of the array that one row of the DataFrame stands for, for reads with {@code
   * layout=ranges} or {@code layout=bytes}.
   *
   * <p>Values: 1 and greater. Only the last range of consecutive rows may be shorter. Default: for
   * {@code layout=bytes} one row; for {@code layout=ranges} as many as the task has. Errors: any
   * other layout, {@code pushdown=false}, and binaries of more than 2,147,483,632 bytes, which
   * Spark cannot hold.
   *
   * <p>Example: {@code option("layout", "bytes").option("rangeRows", "1000")}.
   */
  public static final String RANGE_ROWS = "rangeRows";

  /**
   * How bytes come from the file, for reads.
   *
   * <p>Values: {@code mmap} (windows of the file are mapped, pages are read when they are touched)
   * or {@code read} (ranges of the file are copied). Default: {@code mmap}. Results are the same.
   * If the file is cut while it is read, {@code read} fails with an {@link java.io.IOException},
   * {@code mmap} with an {@link InternalError} or a signal that ends the JVM. Files on HDFS, S3 and
   * other stores cannot be mapped and are always read.
   *
   * <p>Example: {@code option("access", "read")}.
   */
  public static final String ACCESS = "access";

  /**
   * Exact number of partitions of a scan, for reads; a scan of fewer rows has one for each row.
   *
   * <p>Values: 1 and greater. Default: as Spark cuts its own files, by {@code
   * spark.sql.files.maxPartitionBytes} and the settings beside it.
   *
   * <p>Example: {@code option("numPartitions", "64")}.
   */
  public static final String NUM_PARTITIONS = "numPartitions";

  /**
   * Bytes of the array in one partition, for reads. {@link #NUM_PARTITIONS} overrides it.
   *
   * <p>Values: bytes, or a size such as {@code 64m} or {@code 1g}, of 1 byte or more; one row is
   * never split. Default: as Spark cuts its own files.
   *
   * <p>Example: {@code option("partitionBytes", "64m")}.
   */
  public static final String PARTITION_BYTES = "partitionBytes";

  /**
   * Rows of one columnar batch, for reads.
   *
   * <p>Values: 1 and greater. Default: 32,768, or as many rows as 16 MiB hold if these are fewer;
   * for kernels up to 262,144, if 1 MiB holds them.
   *
   * <p>Example: {@code option("batchRows", "1024")}.
   */
  public static final String BATCH_ROWS = "batchRows";

  /**
   * Whether the scan answers predicates, limits, offsets, sorts by index and aggregates itself
   * where it can, for reads.
   *
   * <p>Values: {@code true} or {@code false}. Default: {@code true}. Results are the same.
   *
   * <p>Example: {@code option("pushdown", "false")} compares both ways.
   */
  public static final String PUSHDOWN = "pushdown";

  /**
   * Name of the column with the index of each row on the first axis, for reads and writes.
   *
   * <p>Reads add it as the first column, a bigint. Writes take a column of tinyint to bigint and
   * put each row where its index says; with {@code mode=r+} indices name the rows to change.
   * Default: no such column. Errors: a negative or repeated index, and, in a new array, a missing
   * one, unless {@link #SHAPE} and {@link #NULL_VALUE} are given. {@code layout=cells} has {@code
   * i0}, {@code i1}, ... instead.
   *
   * <p>Example: {@code option("rowIndex", "i")}.
   */
  public static final String ROW_INDEX = "rowIndex";

  /**
   * Whether byte strings ({@code S}) are read as string instead of binary, for reads.
   *
   * <p>Values: {@code true} or {@code false}. Default: {@code false}. Errors: bytes that are not
   * UTF-8, in the task that reads them.
   *
   * <p>Example: {@code option("binaryAsString", "true")}.
   */
  public static final String BINARY_AS_STRING = "binaryAsString";

  /**
   * Which conversions to the dtype a write allows.
   *
   * <p>Values: {@code checked} looks at each value, which must be in range, whole for an integer
   * dtype, and exact if it is an integer; {@code no}, {@code equiv}, {@code safe}, {@code
   * same_kind} and {@code unsafe} are those of {@code np.can_cast} and look at types alone; {@code
   * unsafe} wraps and truncates as NumPy does. Default: {@code checked}.
   *
   * <p>Example: {@code option("casting", "same_kind")} lets float64 become float32.
   */
  public static final String CASTING = "casting";

  /**
   * Value that a write stores for null.
   *
   * <p>Values: a text that the dtype can hold, such as {@code 0}, {@code nan} or {@code n/a}. It
   * replaces each null, each element of an array that is null, and, beside {@link #ROW_INDEX} and
   * {@link #SHAPE}, rows that no index names. Default: null is an error of the task, but for times,
   * which store {@code NaT}.
   *
   * <p>Example: {@code option("nullValue", "nan")}.
   */
  public static final String NULL_VALUE = "nullValue";

  /**
   * Whether a write forces its bytes to the disk before it ends.
   *
   * <p>Values: {@code true} or {@code false}. Default: {@code true}. With {@code false} the array
   * is complete for every reader at once, but may not survive a power cut. On HDFS the bytes are
   * forced by {@code hsync}; object stores keep each object that they have confirmed.
   *
   * <p>Example: {@code option("sync", "false")}.
   */
  public static final String SYNC = "sync";

  /**
   * Whether a read first finishes an update of the file that a crash cut off, for reads.
   *
   * <p>Values: {@code true} or {@code false}. Default: {@code false}, and then such a file is an
   * error. The user needs permission to write the file. Writes always finish such an update.
   *
   * <p>Example: {@code option("repair", "true")}.
   */
  public static final String REPAIR = "repair";

  /**
   * Whether a write, or a read with {@link #REPAIR}, locks the file.
   *
   * <p>Values: {@code true} or {@code false}. Default: {@code true}, which is an error on a file
   * system without file locks. With {@code false} the user makes sure that nothing else writes the
   * array at the same time. Without effect on HDFS and object stores, which need no locks.
   *
   * <p>Example: {@code option("lock", "false")}.
   */
  public static final String LOCK = "lock";

  /**
   * How long a write waits until another write to the same file ends.
   *
   * <p>Values: a duration such as {@code 500ms}, {@code 60s}, {@code 5min} or {@code 1h}; a number
   * alone is seconds. Default: the write fails at once; a stream waits for 60 seconds. Without
   * effect on HDFS and object stores, where a write that changes a file fails at its end if another
   * one was faster.
   *
   * <p>Example: {@code option("lockTimeout", "60s")}.
   */
  public static final String LOCK_TIMEOUT = "lockTimeout";

  /**
   * How long a file of HDFS or of an object store may be so that a write adds rows to it or changes
   * some of them, for writes.
   *
   * <p>Such files are not changed in place: the driver reads the whole file to its local disk,
   * changes that copy and writes it back, and fails if another program has replaced the file
   * meanwhile. A longer file is an error before any row is computed; save the new rows as a further
   * file of a folder, which is read as one table. Values: bytes such as {@code 1g}, of 1 byte or
   * more. Default: {@code 1g}. Local files have no such limit, nor have appends to a file without a
   * header on HDFS, which joins the rows to it.
   *
   * <p>Example: {@code option("rewriteLimit", "8g")}.
   */
  public static final String REWRITE_LIMIT = "rewriteLimit";

  /**
   * The row that a new stream begins with, for streams.
   *
   * <p>Values: {@code earliest} (all rows that are there), {@code latest} (only rows that come
   * after the start), or the index of a row, counted over all files in their order. Default: {@code
   * earliest}. A query that continues from its checkpoint does not use it. Errors: an index after
   * the last row that is there.
   *
   * <p>Example: {@code option("startingRow", "latest")}.
   */
  public static final String STARTING_ROW = "startingRow";

  /**
   * Most rows of arrays that a micro-batch reads, for streams.
   *
   * <p>Values: 1 and greater. Default: all rows that are there. Without effect for {@code
   * Trigger.Once}.
   *
   * <p>Example: {@code option("maxRowsPerTrigger", "100000")}.
   */
  public static final String MAX_ROWS_PER_TRIGGER = "maxRowsPerTrigger";

  /**
   * Most files that a micro-batch reads rows of, for streams.
   *
   * <p>Values: 1 and greater. Default: all files that have new rows. Without effect for {@code
   * Trigger.Once}.
   *
   * <p>Example: {@code option("maxFilesPerTrigger", "100")}.
   */
  public static final String MAX_FILES_PER_TRIGGER = "maxFilesPerTrigger";

  /**
   * Whether a stream stops if rows may be lost that it has not read, for streams.
   *
   * <p>Values: {@code true} or {@code false}. Default: {@code true}: a file that was replaced, has
   * become shorter, or was deleted before all of its rows were read is an error. With {@code false}
   * it is a warning in the log, and the stream goes on: with the first row of a file that replaced
   * another one, and with the rows that come after the new end of a shorter one.
   *
   * <p>Example: {@code option("failOnDataLoss", "false")}.
   */
  public static final String FAIL_ON_DATA_LOSS = "failOnDataLoss";

  private MemmapOptions() {}
}
