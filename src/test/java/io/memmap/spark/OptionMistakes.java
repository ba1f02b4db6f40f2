package io.memmap.spark;

import static io.memmap.spark.Mistake.reading;

import java.util.List;

/** Values that options do not take, and unknown options. */
public final class OptionMistakes {
  private static final String INTEGER = "must be a whole number from 1 to 2147483647";
  private static final String OFFSET = "must be a whole number from 0 to 9223372036854775807";
  private static final String LONG = "must be a whole number from 1 to 9223372036854775807";
  private static final String RANGES =
      "; give layout=bytes or layout=ranges, or leave the option out";
  private static final String PUSHED =
      "predicates on rows cut ranges of rows, which Spark itself can't do; leave it out of a read"
          + " with layout=ranges or rangeRows";
  private static final String SHAPE = "; write 1000,1000 or (1000, 1000), () for a 0-d array";
  private static final String ORDER = "must be C (rows one after the other) or F (columns)";
  private static final String MODES = "must be one of r, c, r+, readonly, copyonwrite, readwrite";
  private static final String CREATES =
      "creates a new file and would empty this one; read with r, write with df.write";
  private static final String KNOWN =
      "known options: dtype, shape, order, offset, header, member, slice, mode, layout, rangeRows,"
          + " access, numPartitions, partitionBytes, batchRows, pushdown, rowIndex, binaryAsString,"
          + " casting, nullValue, sync, repair, lock, lockTimeout, rewriteLimit, startingRow,"
          + " maxRowsPerTrigger, maxFilesPerTrigger, failOnDataLoss";

  private OptionMistakes() {}

  public static List<Mistake> dtypes() {
    return List.of(
        reading("dtype", "flaot32")
            .says("option dtype 'flaot32': not a NumPy dtype; did you mean float32?")
            .curedBy("dtype", "float32"),
        reading("dtype", "xyz")
            .says("option dtype 'xyz': not a NumPy dtype; try float32 or <f4")
            .curedBy("dtype", "<f4"),
        reading("dtype", "object")
            .says(
                "option dtype 'object': Python objects are pickled, not mapped; convert the array"
                    + " to a fixed-width dtype"),
        reading("dtype", "longdouble")
            .says(
                "option dtype 'longdouble': the 80-bit long double is a format of one platform;"
                    + " convert the array to float64"),
        reading("dtype", "float_")
            .says(
                "option dtype 'float_': NumPy 2 removed this name; use the sized one, such as"
                    + " float64 or int64")
            .curedBy("dtype", "float64"),
        reading("dtype", "M8[parsec]")
            .says(
                "option dtype 'M8[parsec]': not a time; write a count and one of Y M W D h m s ms"
                    + " us ns ps fs as, as in M8[ns] or m8[25s]")
            .curedBy("dtype", "M8[ns]"),
        reading("dtype", "f4,,i4")
            .says("option dtype 'f4,,i4', in ',': not a repeat count; write 3 or (2,3)")
            .curedBy("dtype", "f4,2i4"),
        reading("dtype", "[('x', '<i4'), ('x', '<f8')]")
            .says(
                "option dtype '[('x', '<i4'), ('x', '<f8')]': field 'x' occurs more than once;"
                    + " rename one of them")
            .curedBy("dtype", "[('x', '<i4'), ('y', '<f8')]"),
        reading("dtype", "[('x', 'O')]")
            .says(
                "option dtype '[('x', 'O')]', in 'O': Python objects are pickled, not mapped;"
                    + " convert the array to a fixed-width dtype"));
  }

  public static List<Mistake> shapes() {
    return List.of(
        reading("shape", "3x4")
            .says("option shape '3x4': '3x4' is not an integer" + SHAPE)
            .curedBy("shape", "(3, 4)"),
        reading("shape", "")
            .says("option shape '': '' is not an integer" + SHAPE)
            .curedBy("shape", "()"),
        reading("shape", "(3, 4")
            .says("option shape '(3, 4': the bracket is not closed" + SHAPE)
            .curedBy("shape", "3,4"),
        reading("shape", "9223372036854775808")
            .says(
                "option shape '9223372036854775808': '9223372036854775808' does not fit 64 bits"
                    + SHAPE),
        reading("shape", "-2")
            .says(
                "option shape (-2,): lengths are 0 or more; one may be -1, to follow from the file")
            .curedBy("shape", "-1"),
        reading("shape", "-1,-1")
            .says(
                "option shape (-1, -1): lengths are 0 or more; one may be -1, to follow from the"
                    + " file")
            .curedBy("shape", "-1,1"),
        reading("shape", "1,".repeat(65))
            .says("option shape of 65 axes; NumPy supports at most 64")
            .curedBy("shape", "1,".repeat(64)));
  }

  public static List<Mistake> numbers() {
    return List.of(
        reading("offset", "-1").says("option offset='-1': " + OFFSET).curedBy("offset", "0"),
        reading("offset", "ten").says("option offset='ten': " + OFFSET).curedBy("offset", "10"),
        reading("offset", "1.0").says("option offset='1.0': " + OFFSET).curedBy("offset", "1"),
        reading("numPartitions", "0")
            .says("option numPartitions='0': " + INTEGER)
            .curedBy("numPartitions", "1"),
        reading("numPartitions", "2147483648")
            .says("option numPartitions='2147483648': " + INTEGER)
            .curedBy("numPartitions", "2147483647"),
        reading("batchRows", "0")
            .says("option batchRows='0': " + INTEGER)
            .curedBy("batchRows", "1"),
        reading("batchRows", "many")
            .says("option batchRows='many': " + INTEGER)
            .curedBy("batchRows", "2147483647"),
        reading("partitionBytes", "0")
            .says("option partitionBytes='0': must be 1 byte or more")
            .curedBy("partitionBytes", "1"),
        reading("partitionBytes", "1.5g")
            .says("option partitionBytes='1.5g': must be bytes, such as 67108864 or 64m")
            .curedBy("partitionBytes", "64m"),
        reading("partitionBytes", "-1")
            .says("option partitionBytes='-1': must be bytes, such as 67108864 or 64m")
            .curedBy("partitionBytes", "67108864"),
        reading("partitionBytes", "9999999p")
            .says("option partitionBytes='9999999p': more than 2**63-1 bytes"));
  }

  public static List<Mistake> ranges() {
    return List.of(
        reading("rangeRows", "0", "layout", "bytes")
            .says("option rangeRows='0': " + LONG)
            .curedBy("rangeRows", "1"),
        reading("rangeRows", "-1", "layout", "ranges")
            .says("option rangeRows='-1': " + LONG)
            .curedBy("rangeRows", "9223372036854775807"),
        reading("rangeRows", "all", "layout", "ranges")
            .says("option rangeRows='all': " + LONG)
            .curedBy("rangeRows", ""),
        reading("rangeRows", "10")
            .says("option rangeRows='10': layout is not given" + RANGES)
            .curedBy("layout", "bytes"),
        reading("rangeRows", "10", "layout", "array")
            .says("option rangeRows='10': layout=array has no ranges of rows" + RANGES)
            .curedBy("layout", "ranges"),
        reading("layout", "ranges", "rowIndex", "i")
            .says(
                "option rowIndex='i': layout=ranges has the index of the first row in column row;"
                    + " leave the option out")
            .curedBy("rowIndex", ""),
        reading("layout", "bytes", "rangeRows", "10", "pushdown", "false")
            .says("option pushdown='false': " + PUSHED)
            .curedBy("pushdown", ""),
        reading("layout", "ranges", "pushdown", "false")
            .says("option pushdown='false': " + PUSHED)
            .curedBy("pushdown", "true"),
        reading("path", "{folder}/sparse.dat", "shape", "2,-1", "layout", "bytes", "rangeRows", "2")
            .says(
                "option rangeRows='2': file {folder}/sparse.dat: 2 rows of 1073741824 bytes do not"
                    + " fit a binary value, which has at most 2 GiB; give at most 1"));
  }

  public static List<Mistake> words() {
    return List.of(
        reading("order", "X").says("option order 'X': " + ORDER).curedBy("order", "C"),
        reading("order", "fortran").says("option order 'fortran': " + ORDER).curedBy("order", "F"),
        reading("mode", "w+").says("option mode='w+': " + CREATES).curedBy("mode", "r"),
        reading("mode", "write").says("option mode='write': " + CREATES).curedBy("mode", "r"),
        reading("mode", "w").says("option mode='w': " + MODES).curedBy("mode", "r+"),
        reading("mode", "R").says("option mode='R': " + MODES).curedBy("mode", "readonly"),
        reading("layout", "rows")
            .says("option layout='rows': must be columns or array or cells or bytes or ranges")
            .curedBy("layout", "array"),
        reading("access", "map")
            .says("option access='map': must be mmap or read")
            .curedBy("access", "mmap"),
        reading("pushdown", "yes")
            .says("option pushdown='yes': must be true or false")
            .curedBy("pushdown", "true"));
  }

  public static List<Mistake> names() {
    return List.of(
        reading("dtpye", "float32")
            .says("option 'dtpye' is not known to memmap; did you mean 'dtype'?")
            .curedBy("dtpye", "", "dtype", "float32"),
        reading("Shap", "120")
            .says("option 'Shap' is not known to memmap; did you mean 'shape'?")
            .curedBy("Shap", "", "shape", "120"),
        reading("num_partitions", "2")
            .says(
                "option 'num_partitions' is not known to memmap; did you mean"
                    + " 'numPartitions'?")
            .curedBy("num_partitions", "", "numPartitions", "2"),
        reading("rowIdx", "i")
            .says("option 'rowIdx' is not known to memmap; did you mean 'rowIndex'?")
            .curedBy("rowIdx", "", "rowIndex", "i"),
        reading("compression", "gzip")
            .says("option 'compression' is not known to memmap; " + KNOWN),
        reading("mergeSchema", "true")
            .says("option 'mergeSchema' is not known to memmap; " + KNOWN));
  }
}
