package io.memmap.examples;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.stddev_pop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/** Changes an array file in place so that every column has mean 0 and standard deviation 1. */
public final class Normalise {
  private static final String HELP =
      """
      Normalises the columns of a float array in place: (column - mean) / standard deviation. A
      constant column becomes zero. The file changes when all values are computed; a failed job
      does not change it. Programs that have mapped the file see the new values.

        spark-submit --class io.memmap.examples.Normalise --jars CONNECTOR EXAMPLES ARRAY [options]

      A .npy file describes itself in its header. Any other file needs these options:

        --dtype TYPE      float16, float32, float64, or '>f4'
        --shape LENGTHS   for example 1000,16
        --order C|F       default: C
        --offset BYTES    bytes before the array, which do not change; default: 0
        --help            prints this text
      """;

  /** Name of the column with the row's index in the array, for reading and writing. */
  private static final String INDEX = "row index";

  private static final int SHOWN = 8;

  private final String file;
  private final Map<String, String> description;
  private final Dataset<Row> array;
  private final List<String> columns;

  private Normalise(SparkSession spark, String file, Map<String, String> description) {
    this.file = file;
    this.description = description;
    this.array =
        spark
            .read()
            .format("memmap")
            .options(description)
            .option("layout", "columns")
            .option("rowIndex", INDEX)
            .load(file);
    this.columns = List.of(array.columns()).subList(1, array.columns().length);
  }

  public static void main(String[] args) {
    Set<String> known = Set.of("dtype=", "shape=", "order=", "offset=");
    CommandLine line = CommandLine.of(HELP, 1, known, args);
    SparkSession spark = SparkSession.builder().appName("Normalise").getOrCreate();
    Map<String, String> description = line.given(Set.of("dtype", "shape", "order", "offset"));
    new Normalise(spark, line.word(0), description).run();
    spark.stop();
  }

  private void run() {
    refuseWhatIsNoFloat();
    Row moments = moments();
    print(moments);
    array
        .select(normalised(moments))
        .write()
        .format("memmap")
        .mode("append") // the save mode for changes of an existing file
        .options(description)
        .option("mode", "r+")
        .option("rowIndex", INDEX)
        .save(file);
  }

  private void refuseWhatIsNoFloat() {
    Stream.of(array.schema().fields())
        .skip(1)
        .filter(
            field -> !Set.of(DataTypes.FloatType, DataTypes.DoubleType).contains(field.dataType()))
        .findFirst()
        .ifPresent(
            field ->
                CommandLine.refuse(
                    "column "
                        + field.name()
                        + " is "
                        + field.dataType().sql()
                        + "; only float columns can be normalised"));
  }

  /** Mean and standard deviation of each column in turn, from one pass over the file. */
  private Row moments() {
    List<Column> moments = new ArrayList<>();
    for (String column : columns) {
      moments.add(avg(col(column)));
      moments.add(stddev_pop(col(column)));
    }
    return array.select(moments.toArray(Column[]::new)).head();
  }

  private Column[] normalised(Row moments) {
    List<Column> values = new ArrayList<>(List.of(col(INDEX)));
    for (int j = 0; j < columns.size(); j++) {
      double deviation = moments.getDouble(2 * j + 1);
      Column centred = col(columns.get(j)).minus(moments.getDouble(2 * j));
      values.add(centred.divide(deviation == 0 ? 1 : deviation).as(columns.get(j)));
    }
    return values.toArray(Column[]::new);
  }

  private void print(Row moments) {
    System.out.println(String.format(Locale.ROOT, "%-8s %14s %14s", "column", "mean", "deviation"));
    for (int j = 0; j < Math.min(SHOWN, columns.size()); j++) {
      System.out.println(
          String.format(
              Locale.ROOT,
              "%-8s %14.6g %14.6g",
              columns.get(j),
              moments.getDouble(2 * j),
              moments.getDouble(2 * j + 1)));
    }
    if (columns.size() > SHOWN) {
      System.out.println("and " + (columns.size() - SHOWN) + " more");
    }
  }
}
