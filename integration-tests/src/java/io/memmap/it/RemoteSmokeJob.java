package io.memmap.it;

import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads the arrays that {@link RemoteLinesIT} has put into each of the given folders, and prints
 * sums and rows; then replaces one that it has loaded, and prints whether a read fails; then writes
 * arrays into the folder's subfolder of the Spark version. It is compiled once and runs on every
 * Spark line.
 */
public final class RemoteSmokeJob {
  /** Of each array. */
  static final int ROWS = 40_000;

  /** Of the array that is sent to S3 in several parts. */
  static final int WRITTEN_ROWS = 1_400_000;

  /** Of arrays whose rows come in another order, or in several writes. */
  static final int FEW_ROWS = 10_000;

  private RemoteSmokeJob() {}

  public static void main(String[] args) throws IOException {
    SparkSession spark = SparkSession.builder().appName("RemoteSmokeJob").getOrCreate();
    System.out.println("REMOTE version=" + spark.version());
    for (String folder : args) {
      String scheme = folder.substring(0, folder.indexOf(':'));
      for (String path : List.of("one.npy", "parts", "parts/*1.npy")) {
        Dataset<Row> array = spark.read().format("memmap").load(folder + "/" + path);
        Row sums = array.agg(sum("_c0"), sum("_c1"), sum("_c2")).head();
        Row last = array.where("_row = " + (ROWS - 1)).selectExpr("max(_c2)").head();
        System.out.printf(
            "REMOTE %s %s rows=%d sums=%s last=%s%n", scheme, path, array.count(), sums, last);
      }
      System.out.printf("REMOTE %s replaced: %s%n", scheme, readReplaced(spark, folder));
      write(spark, folder + "/" + spark.version());
    }
    spark.stop();
  }

  private static void write(SparkSession spark, String folder) {
    for (int rows : new int[] {FEW_ROWS, WRITTEN_ROWS}) {
      writer(spark.range(0, rows, 1, 3).toDF(), "overwrite").save(folder + "/written.npy");
    }
    writer(
            spark.range(0, FEW_ROWS, 1, 3).selectExpr(FEW_ROWS - 1 + " - id as i", "-id"),
            "overwrite")
        .option("rowIndex", "i")
        .save(folder + "/indexed.dat");
    for (int rows : new int[] {FEW_ROWS, 3}) {
      writer(spark.range(0, rows, 1, 3).toDF(), "append").save(folder + "/appended.dat");
    }
    try {
      writer(spark.range(5).toDF(), "errorifexists").save(folder + "/written.npy");
      System.out.println("REMOTE written twice: " + folder);
    } catch (Exception e) { // AnalysisException is checked, and save() does not declare it
      System.out.println("REMOTE exists: " + said(e).contains("PATH_ALREADY_EXISTS"));
    }
  }

  private static DataFrameWriter<Row> writer(Dataset<Row> rows, String mode) {
    return rows.write().format("memmap").mode(mode);
  }

  private static String readReplaced(SparkSession spark, String folder) throws IOException {
    Path file = new Path(folder, "replaced.npy");
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    FileSystem fs = file.getFileSystem(configuration);
    FileUtil.copy(fs, new Path(folder, "parts/part-1.npy"), fs, file, false, configuration);
    Dataset<Row> array = spark.read().format("memmap").load(file.toString());
    long first = array.agg(sum("_c0")).head().getLong(0);
    FileUtil.copy(fs, new Path(folder, "one.npy"), fs, file, false, configuration);
    try {
      long again = array.selectExpr("sum(_c0 + 1)").head().getLong(0);
      // a client that has the object in its memory may give it
      return again == first + ROWS ? "as planned" : first + " and then " + again;
    } catch (Exception e) { // Spark throws checked ones that no method declares
      return said(e).contains("load it again") ? "refused" : said(e);
    }
  }

  private static String said(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable some = thrown; some != null; some = some.getCause()) {
      all.append(some.getMessage()).append(' ');
    }
    return all.toString();
  }
}
