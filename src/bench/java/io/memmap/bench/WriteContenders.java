package io.memmap.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The contenders of the write benchmark. All of them write the rows that a scan of an array
 * returns.
 */
final class WriteContenders {
  private static final int TABLE_COLUMNS = 16;
  private static final int ROW_ELEMENTS = 1000;

  private final BenchOptions options;
  private final TestData data;
  private final SparkSession session;
  private final List<Contender> all = new ArrayList<>();

  WriteContenders(BenchOptions options, TestData data, SparkSession session) {
    this.options = options;
    this.data = data;
    this.session = session;
  }

  /** All contenders, in the order of the report and of each round. */
  List<Contender> list() {
    all.clear();
    BenchArray vector = BenchArray.vector(options.folder(), "1d", options.bytes());
    BenchArray rows = BenchArray.table(options.folder(), ROW_ELEMENTS, options.tableBytes());
    add(new Measure(vector, Question.WRITE), Layout.COLUMNS);
    add(
        new Measure(
            BenchArray.table(options.folder(), TABLE_COLUMNS, options.tableBytes()),
            Question.WRITE),
        Layout.COLUMNS);
    add(new Measure(rows, Question.WRITE), Layout.ARRAY);
    add(new Measure(rows, Question.PERMUTED), Layout.ARRAY);
    return List.copyOf(all);
  }

  private void add(Measure measure, Layout layout) {
    add(measure, layout, "noop", (rows, out) -> rows.format("noop").mode("overwrite").save());
    add(measure, layout, "memmap", (rows, out) -> memmap(measure, rows, false, out));
    add(measure, layout, "memmap-sync", (rows, out) -> memmap(measure, rows, true, out));
    add(
        measure,
        layout,
        "parquet",
        (rows, out) ->
            rows.mode(SaveMode.Overwrite)
                .option("compression", "uncompressed")
                .parquet(out.toString()));
  }

  private static void memmap(Measure measure, DataFrameWriter<Row> rows, boolean sync, Path out) {
    rows.format("memmap").mode("overwrite").option("sync", sync);
    if (measure.question() == Question.PERMUTED) {
      rows.option("rowIndex", Permutation.COLUMN);
    }
    rows.save(out.toString());
  }

  private void add(Measure measure, Layout layout, String name, Save save) {
    all.add(
        new Contender(
            measure,
            name,
            measure.array(),
            layout,
            () -> {
              data.ensure(measure.array());
              return new Write(measure, name, rows(measure, layout), save, out(measure, name));
            }));
  }

  private Path out(Measure measure, String name) {
    return options.folder().resolve("written-" + measure.id().replace('/', '-') + "-" + name);
  }

  private Dataset<Row> rows(Measure measure, Layout layout) {
    BenchArray array = measure.array();
    SparkReads reads = new SparkReads(session);
    return measure.question() == Question.PERMUTED
        ? new Permutation(array.rows()).of(reads.memmapWithIndex(array, layout))
        : reads.memmap(array, layout, "mmap");
  }

  /** A way to store rows. */
  @FunctionalInterface
  private interface Save {
    void save(DataFrameWriter<Row> rows, Path out) throws Exception;
  }

  /** A timed write. The rows are loaded once, so that planning, reading and writing are timed. */
  private record Write(Measure measure, String name, Dataset<Row> rows, Save save, Path out)
      implements Contender.Run {

    @Override
    public OptionalDouble run() throws Exception {
      save.save(rows.write(), out);
      return OptionalDouble.empty();
    }

    @Override
    public void afterwards() throws Exception {
      if (name.startsWith("memmap")) {
        new WrittenArray(measure, out).check();
      } else if (name.equals("parquet")) {
        long found = rows.sparkSession().read().parquet(out.toString()).count();
        if (found != measure.array().rows()) {
          throw new IllegalStateException(out + " has " + found + " rows");
        }
      }
      TestData.delete(out);
    }
  }
}
