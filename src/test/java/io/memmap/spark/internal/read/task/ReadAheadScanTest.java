package io.memmap.spark.internal.read.task;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.spark.internal.read.Plans;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries of files that are read ahead, and what the SQL tab says about them. */
class ReadAheadScanTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  @ParameterizedTest(name = "order {0}, {1}: {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "C; layout=columns; SELECT * FROM a",
        "F; layout=columns; SELECT * FROM a",
        "C; layout=array; SELECT * FROM a",
        "F; layout=array; SELECT * FROM a",
        "F; layout=array,batchRows=7; SELECT * FROM a",
        "C; layout=cells; SELECT * FROM a",
        "F; layout=cells; SELECT * FROM a",
        "C; layout=columns,rowIndex=r; SELECT r, _c1 FROM a WHERE r IN (3, 4, 5, 700, 999)",
        "F; layout=columns,rowIndex=r; SELECT _c1 FROM a WHERE r IN (3, 4, 5, 700, 999)",
        "F; layout=array,rowIndex=r; SELECT * FROM a WHERE r IN (3, 4, 5, 700, 999)",
        "F; layout=cells; SELECT * FROM a WHERE i0 IN (3, 4, 5, 700, 999) AND i1 <> 1",
        "F; layout=array,slice=1::7, ::-2; SELECT * FROM a",
        "C; layout=array,slice=::-3, 1:; SELECT * FROM a",
        "C; layout=columns,rowIndex=r; SELECT sum(_c0), max(_c2) FROM a WHERE r >= 500"
      })
  void rowsAreThoseOfTheLocalFile(Order order, String options, String query) throws IOException {
    ArraySpec spec = new ArraySpec(DTypes.parse("<i4"), Shape.of(1_000, 3), order, 0);
    Path file = ArrayFiles.write(folder.resolve("a.dat"), spec, i -> i);
    List<Row> local = rows(file.toString(), order, options, query);
    assertThat(rows("renamed:" + file, order, options, query)).isEqualTo(local);
    assertThat(local).isNotEmpty();
  }

  private static List<Row> rows(String path, Order order, String options, String query) {
    load(path, "order=" + order + "," + options).createOrReplaceTempView("a");
    return SPARK.spark().sql(query).collectAsList();
  }

  /** Elements as rows are shown block by block, and the file is read on after each block. */
  @Test
  void oneFileIsReadInSeveralBlocksOfElements() throws IOException {
    // a single index of the first axis has 18 MB, more than a task holds at once
    ByteBuffer numbers = ByteBuffer.allocate(8 * 3 * 1_500 * 1_500).order(LITTLE_ENDIAN);
    Random random = new Random(1);
    while (numbers.hasRemaining()) {
      numbers.putLong(random.nextInt(1_000));
    }
    Path file = Files.write(folder.resolve("big.dat"), numbers.array());
    String sums = "SELECT sum(value), sum(value * pmod(i1 * 7 + i2, 1000)), count(*) FROM a";
    String options = "layout=cells,dtype=<i8,shape=3,1500,1500,numPartitions=1";
    assertThat(rows("renamed:" + file, Order.F, options, sums))
        .isEqualTo(rows(file.toString(), Order.F, options, sums));
  }

  @Test
  void aScanCountsItsRequestsAndBytes() throws IOException {
    SparkPlan scan = run(counting().select("_c0", "_c2"));
    assertThat(metric(scan, "requests")).isEqualTo(1);
    assertThat(metric(scan, "bytesRead")).isEqualTo(12_000);
    assertThat(metric(scan, "bytesWanted")).isEqualTo(8_000);
    assertThat(metric(scan, "bytesMapped")).isZero();
    assertThat(metric(scan, "timeWaiting")).isPositive();
    assertThat(metric(scan, "timeReading")).isPositive();
  }

  @Test
  void bytesBetweenColumnsAreReadButNotWanted() throws IOException {
    SparkPlan scan = run(counting().select("_c1"));
    assertThat(metric(scan, "requests")).isEqualTo(1);
    assertThat(metric(scan, "bytesRead")).isEqualTo(12_000 - 8);
    assertThat(metric(scan, "bytesWanted")).isEqualTo(4_000);
  }

  @Test
  void aLimitReadsItsRowsByOneRequest() throws IOException {
    SparkPlan scan = run(counting().limit(10));
    assertThat(metric(scan, "requests")).isEqualTo(1);
    assertThat(metric(scan, "bytesRead")).isEqualTo(120);
    assertThat(metric(scan, "bytesWanted")).isEqualTo(120);
  }

  @Test
  void rowsCannotBeCountedByRequests() throws IOException {
    SparkPlan scan = run(counting().selectExpr("_row"));
    assertThat(metric(scan, "requests")).isZero();
    assertThat(metric(scan, "bytesWanted")).isZero();
  }

  @Test
  void workersEndWithTheQuery() throws IOException {
    run(counting().selectExpr("sum(_c0)"));
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("memmap-read-"));
  }

  private Dataset<Row> counting() throws IOException {
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), 1_000, 3);
    return load("renamed:" + file, "numPartitions=1");
  }

  private static Dataset<Row> load(String path, String options) {
    var reader =
        Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "1000,3")
            .option("fs.renamed.impl", RenamedLocalFiles.class.getName());
    for (String option : options.split(",(?=[a-zA-Z]+=)", -1)) {
      String[] pair = option.split("=", 2);
      reader.option(pair[0], pair[1]);
    }
    return reader.load(path);
  }

  private static SparkPlan run(Dataset<Row> query) {
    assertThat(query.collectAsList()).isNotEmpty();
    return Plans.leafOfRun(query);
  }

  private static long metric(SparkPlan scan, String name) {
    return scan.metrics().apply(name).value();
  }
}
