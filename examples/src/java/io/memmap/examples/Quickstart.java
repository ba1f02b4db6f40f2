package io.memmap.examples;

import static org.apache.spark.sql.functions.avg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A first example of array files in Spark, like a tutorial of np.memmap: create an array, reopen
 * it, change it in place, and read an array that another program has written. Run it with {@code
 * examples/quickstart.sh [DIRECTORY]}; {@code quickstart.py} does the same in Python.
 */
public final class Quickstart {
  private final SparkSession spark;
  private final Path directory;

  private Quickstart(SparkSession spark, Path directory) {
    this.spark = spark;
    this.directory = directory;
  }

  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "."));
    SparkSession spark = SparkSession.builder().appName("Quickstart").getOrCreate();
    say("Arrays are written to %s", directory);
    Quickstart tutorial = new Quickstart(spark, directory);
    tutorial.create();
    tutorial.reopen();
    tutorial.changeInPlace();
    tutorial.readWhatOthersWrote();
    spark.stop();
  }

  /** A column with a shape: rows become the elements in C order. Any number of tasks may write. */
  private void create() throws IOException {
    title("1. Create new_data.dat: int32, 500 x 500, the numbers 0, 1, 2, ...");
    Dataset<Row> numbers = spark.range(250_000).selectExpr("cast(id as int) as value");
    numbers
        .write()
        .format("memmap")
        .mode("overwrite") // like np.memmap's w+; without it, an existing file is an error
        .option("dtype", "int32")
        .option("shape", "500,500")
        .save(file("new_data.dat"));
    say(
        "   %,d tasks wrote one file of %,d bytes: only the elements.",
        numbers.rdd().getNumPartitions(), Files.size(directory.resolve("new_data.dat")));
    say("   save() has written it to the disk, as flush() does. To open it in Python:");
    say("     np.memmap('new_data.dat', dtype='int32', mode='r', shape=(500, 500))");
  }

  /** A row of the DataFrame is a row of the array. */
  private void reopen() {
    title("2. Reopen it: file + dtype + shape = a DataFrame of 500 columns");
    Dataset<Row> array = read("new_data.dat", "int32", "500,500");
    array.select("_c0", "_c1", "_c2", "_c499").show(3);
    say("   The whole array, as NumPy prints it:");
    say("");
    say("%s", NumPyText.of(array.collectAsList()));
  }

  /** Appends a row, and updates a row in place. */
  private void changeInPlace() {
    title("3. Create example.dat: int32, 3 x 4, one row of the array for each row");
    spark
        .range(1, 12, 4)
        .selectExpr("id", "id + 1", "id + 2", "id + 3")
        .write()
        .format("memmap")
        .mode("overwrite")
        .option("dtype", "int32")
        .save(file("example.dat"));
    printExample("3,4");

    say("");
    say("   Append a row:");
    spark
        .sql("SELECT 13, 14, 15, 16")
        .write()
        .format("memmap")
        .mode("append")
        .option("dtype", "int32")
        .save(file("example.dat"));
    printExample("4,4");

    say("");
    say("   Update row 1 in place, like a[1] *= 100 on an array opened with r+:");
    spark
        .sql("SELECT bigint(1) AS i, 500, 600, 700, 800")
        .write()
        .format("memmap")
        .mode("append")
        .option("mode", "r+")
        .option("rowIndex", "i")
        .option("dtype", "int32")
        .option("shape", "4,4")
        .save(file("example.dat"));
    printExample("4,4");
  }

  private void printExample(String shape) {
    say("");
    say("%s", NumPyText.of(read("example.dat", "int32", shape).collectAsList()));
  }

  /** Reads a float32 array of shape (1000, 1000) that was written without Spark. */
  private void readWhatOthersWrote() throws IOException {
    title("4. Read data.dat, written by plain Java: float32, 1000 x 1000");
    ForeignArray foreign = ForeignArray.write(directory.resolve("data.dat"));
    Dataset<Row> array = read("data.dat", "float32", "1000,1000");
    say(
        "   %,d rows of %,d columns; means of three columns:",
        array.count(), array.columns().length);
    say("");
    Row means = array.agg(avg("_c0"), avg("_c1"), avg("_c999")).head();
    say("   %-8s %14s %14s", "column", "Spark", "plain Java");
    int[] columns = {0, 1, 999};
    for (int k = 0; k < columns.length; k++) {
      say("   %-8s %14.3f %14.3f", "_c" + columns[k], means.getDouble(k), foreign.mean(columns[k]));
    }
  }

  private Dataset<Row> read(String name, String dtype, String shape) {
    return spark
        .read()
        .format("memmap")
        .option("dtype", dtype)
        .option("shape", shape)
        .load(file(name));
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private static void title(String text) {
    say("");
    say("%s", text);
    say("");
  }

  private static void say(String format, Object... args) {
    System.out.println(String.format(Locale.ROOT, format, args));
  }

  /** An array file that was written without Spark: {@code a[i, j] = 1000 * i + j}. */
  private record ForeignArray(Path file) {
    private static final int LENGTH = 1000;

    static ForeignArray write(Path file) throws IOException {
      ByteBuffer bytes =
          ByteBuffer.allocate(LENGTH * LENGTH * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int element = 0; element < LENGTH * LENGTH; element++) {
        bytes.putFloat(element);
      }
      Files.write(file, bytes.array());
      return new ForeignArray(file);
    }

    double mean(int column) throws IOException {
      FloatBuffer elements =
          ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      double sum = 0;
      for (int i = 0; i < LENGTH; i++) {
        sum += elements.get(i * LENGTH + column);
      }
      return sum / LENGTH;
    }
  }
}
