package io.memmap.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Converts Parquet to an array file, and an array file to Parquet. */
public final class Convert {
  private static final String HELP =
      """
      Converts Parquet to an array file, and an array file to Parquet.

        spark-submit --class io.memmap.examples.Convert --jars CONNECTOR EXAMPLES
            to-array PARQUET ARRAY [options]
            to-parquet ARRAY PARQUET [options]

      Both may be paths or URIs, such as s3a://bucket/a.npy.

      An ARRAY named *.npy has NumPy's header. Any other file contains the elements only: to-parquet
      then needs its dtype, and its shape unless it is 1-D.

        --dtype TYPE        as in NumPy: float32, '<f4', "[('x', '<f8'), ('id', '<i4')]";
                            default of to-array: a 2-D array for columns of one type, a structured
                            array for columns of different types
        --shape LENGTHS     for example 1000,16
        --order C|F         default: C
        --offset BYTES      bytes before the array; default: 0
        --columns A,B,...   to-array: columns to write, in this order; to-parquet: new names
        --row-index NAME    column with the index of each row: to-parquet adds it, to-array writes
                            rows at this index, or else in the order of the Parquet files
        --null-value VALUE  to-array: the value written for null
        --overwrite         replaces an existing target
        --help              prints this text
      """;

  private static final Set<String> DESCRIPTION = Set.of("dtype", "shape", "order", "offset");

  private final SparkSession spark;
  private final CommandLine line;

  private Convert(SparkSession spark, CommandLine line) {
    this.spark = spark;
    this.line = line;
  }

  public static void main(String[] args) {
    Set<String> known =
        Set.of(
            "dtype=",
            "shape=",
            "order=",
            "offset=",
            "columns=",
            "row-index=",
            "null-value=",
            "overwrite");
    CommandLine line = CommandLine.of(HELP, 3, known, args);
    String direction = line.word(0);
    if (!Set.of("to-array", "to-parquet").contains(direction)) {
      CommandLine.refuse("the first argument must be to-array or to-parquet, not " + direction);
    }
    SparkSession spark = SparkSession.builder().appName("Convert").getOrCreate();
    Convert job = new Convert(spark, line);
    long rows = direction.equals("to-array") ? job.toArray() : job.toParquet();
    System.out.println(String.format(Locale.ROOT, "%s: %,d rows", line.word(2), rows));
    if (direction.equals("to-array")) {
      job.tellOfNames();
    }
    spark.stop();
  }

  private long toArray() {
    Dataset<Row> table = chosen(spark.read().parquet(line.word(1)));
    table.write().format("memmap").mode(saveMode()).options(options()).save(line.word(2));
    return table.count();
  }

  /**
   * Columns of one dtype are written as a 2-D array, which has no names; says so if names are lost.
   */
  private void tellOfNames() {
    if (!line.word(2).endsWith(".npy")) {
      return; // the dtype of a raw file is given when it is read, and may name the fields
    }
    List<String> names =
        new ArrayList<>(List.of(chosen(spark.read().parquet(line.word(1))).columns()));
    line.option("row-index").ifPresent(names::remove);
    List<String> read = List.of(spark.read().format("memmap").load(line.word(2)).columns());
    if (read.size() > 1 && !read.equals(names)) {
      System.out.println(
          String.format(
              Locale.ROOT,
              "columns %s are read as %s; --dtype \"[('%s', '<f8'), ...]\" keeps their names",
              String.join(", ", names),
              String.join(", ", read),
              names.get(0)));
    }
  }

  private Dataset<Row> chosen(Dataset<Row> table) {
    List<String> columns = columns();
    if (columns.isEmpty()) {
      return table;
    }
    line.option("row-index").ifPresent(columns::add);
    return table.select(columns.stream().map(functions::col).toArray(Column[]::new));
  }

  private long toParquet() {
    Dataset<Row> rows = spark.read().format("memmap").options(options()).load(line.word(1));
    List<String> columns = columns();
    if (!columns.isEmpty()) {
      line.option("row-index").ifPresent(name -> columns.add(0, name));
    }
    Dataset<Row> named = columns.isEmpty() ? rows : rows.toDF(columns.toArray(String[]::new));
    named.write().mode(saveMode()).parquet(line.word(2));
    return rows.count();
  }

  /** The names in {@code --columns}; empty if the option was not given. */
  private List<String> columns() {
    String[] names = line.option("columns").map(text -> text.split(",")).orElse(new String[0]);
    return new ArrayList<>(List.of(names));
  }

  private Map<String, String> options() {
    Map<String, String> options = new HashMap<>(line.given(DESCRIPTION));
    line.option("row-index").ifPresent(name -> options.put("rowIndex", name));
    line.option("null-value").ifPresent(value -> options.put("nullValue", value));
    return options;
  }

  private String saveMode() {
    return line.option("overwrite").isPresent() ? "overwrite" : "errorifexists";
  }
}
