package io.memmap.examples;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.avg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * The first minutes with array files in Spark: an array that another program left on disk becomes a
 * DataFrame. Run it with {@code examples/quickstart.sh [DIRECTORY]}.
 */
public final class Quickstart {
  private static final int ROWS = 1000;
  private static final int COLUMNS = 1000;

  private Quickstart() {}

  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "."));
    SparkSession spark = SparkSession.builder().appName("Quickstart").getOrCreate();
    bigArray(spark, directory.resolve("data.dat"));
    smallArray(spark, directory.resolve("example.dat"));
    spark.stop();
  }

  /** A float32 array of 1000 x 1000, and statistics of its columns. */
  private static void bigArray(SparkSession spark, Path file) throws IOException {
    say("1. Write %s with plain Java: float32, shape (%d, %d), C order", file, ROWS, COLUMNS);
    say("   a[i, j] = 1000 * i + j, as np.arange(1000000).reshape(1000, 1000)");
    writeFloats(file);
    say("   %,d bytes: the elements and nothing else", Files.size(file));

    say("");
    say("2. Read it with Spark: bytes + dtype + shape = a DataFrame");
    Dataset<Row> array =
        spark
            .read()
            .format("memmap")
            .option("dtype", "float32")
            .option("shape", "1000,1000")
            .load(file.toString());
    printSchema(array);
    say("   rows: %,d", array.count());

    say("");
    say("3. The first rows, and four of the columns");
    array.select("_c0", "_c1", "_c2", "_c999").limit(5).show();

    say("4. Means of three columns");
    Row means = array.agg(avg("_c0"), avg("_c1"), avg("_c999")).head();
    say("   %-8s %14s %14s", "column", "Spark", "plain Java");
    printMean(file, 0, means.getDouble(0));
    printMean(file, 1, means.getDouble(1));
    printMean(file, 999, means.getDouble(2));
  }

  /** An int32 array of 3 x 4, printed as NumPy prints it. */
  private static void smallArray(SparkSession spark, Path file) throws IOException {
    say("");
    say("5. Write %s: int32, shape (3, 4), the numbers from 1 to 12", file);
    writeInts(file);
    say("   and read it back through Spark:");
    Dataset<Row> array =
        spark
            .read()
            .format("memmap")
            .option("dtype", "int32")
            .option("shape", "3,4")
            .load(file.toString());
    say("");
    say("%s", asNumPyPrints(array.collectAsList()));
  }

  private static void writeFloats(Path file) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(ROWS * COLUMNS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        bytes.putFloat(1000 * i + j);
      }
    }
    Files.write(file, bytes.array());
  }

  private static void writeInts(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(12 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int value = 1; value <= 12; value++) {
      bytes.putInt(value);
    }
    Files.write(file, bytes.array());
  }

  /** A thousand columns make a long tree: the first three and the last tell the story. */
  private static void printSchema(Dataset<Row> array) {
    StructField[] fields = array.schema().fields();
    say("root");
    for (int j = 0; j < 3; j++) {
      printField(fields[j]);
    }
    say(" |   ... %d more", fields.length - 4);
    printField(fields[fields.length - 1]);
    say("   columns: %,d", fields.length);
  }

  private static void printField(StructField field) {
    say(
        " |-- %s: %s (nullable = %s)",
        field.name(), field.dataType().simpleString(), field.nullable());
  }

  private static void printMean(Path file, int column, double bySpark) throws IOException {
    say("   %-8s %14.3f %14.3f", "_c" + column, bySpark, meanWithoutSpark(file, column));
  }

  private static double meanWithoutSpark(Path file, int column) throws IOException {
    FloatBuffer elements =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      sum += elements.get(i * COLUMNS + column);
    }
    return sum / ROWS;
  }

  /** NumPy's {@code print(a)} for a small 2-D array of integers. */
  private static String asNumPyPrints(List<Row> rows) {
    int width =
        rows.stream()
            .flatMapToInt(row -> cells(row).map(j -> row.get(j).toString().length()))
            .max()
            .orElse(1);
    return rows.stream()
        .map(row -> cells(row).mapToObj(j -> pad(row.get(j), width)).collect(joining(" ")))
        .collect(joining("]\n [", "[[", "]]"));
  }

  private static IntStream cells(Row row) {
    return IntStream.range(0, row.size());
  }

  private static String pad(Object cell, int width) {
    return " ".repeat(width - cell.toString().length()) + cell;
  }

  private static void say(String format, Object... args) {
    System.out.println(String.format(Locale.ROOT, format, args));
  }
}
