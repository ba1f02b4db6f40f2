package io.memmap.spark.internal.read.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.spark.internal.read.Plans;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of which all rows are selected, none, or some; and rows too wide to be copied. */
class FilteredRowsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 50_000;

  @TempDir Path folder;

  /** Value {@code i} is {@code i / 10,000}, or every row's own number. */
  private Dataset<Row> rows(boolean clustered, String... options) throws IOException {
    ArraySpec spec = new ArraySpec(DTypes.parse("<i4"), Shape.of(ROWS), Order.C, 0);
    Path file = folder.resolve(clustered + ".dat");
    ArrayFiles.write(file, spec, i -> clustered ? i / 10_000 : i);
    return Plans.memmap(SPARK.spark(), options)
        .option("dtype", "<i4")
        .option("shape", "" + ROWS)
        .option("numPartitions", "1")
        .load(file.toString());
  }

  private static long metric(SparkPlan plan, String name) {
    return plan.metrics().apply(name).value();
  }

  @Test
  void selectedBlocksAreShownInOrder() throws IOException {
    for (String predicate : List.of("value in (1, 3)", "value <> 2", "value >= 0", "value = 4")) {
      Dataset<Row> query = rows(true).where(predicate).select("value", "_row");
      Dataset<Row> expected =
          rows(true, "pushdown", "false").where(predicate).select("value", "_row");
      List<Row> found = query.collectAsList();
      assertThat(found).isNotEmpty().isEqualTo(expected.collectAsList());
      SparkPlan scan = Plans.leafOfRun(query);
      assertThat(metric(scan, "rowsRead")).isEqualTo(ROWS);
      assertThat(metric(scan, "rowsReturned")).isEqualTo(found.size());
    }
  }

  @Test
  void fewRowsOfManyBlocksAreCopiedTogether() throws IOException {
    Dataset<Row> query = rows(false).where("value in (7, 4095, 4096, 30000, 49999, 60000)");
    assertThat(query.collectAsList().stream().map(row -> row.getInt(0)))
        .containsExactly(7, 4_095, 4_096, 30_000, 49_999);
    assertThat(rows(false).where("value < 0").collectAsList()).isEmpty();
    assertThat(rows(false).where("value % 2 = 0 and value > 20000").count()).isEqualTo(14_999);
  }

  @Test
  void aLimitStopsATaskEarly() throws IOException {
    Dataset<Row> query = rows(false).where("value >= 100").limit(3);
    assertThat(query.collectAsList().stream().map(row -> row.getInt(0)))
        .containsExactly(100, 101, 102);
    assertThat(metric(Plans.leafOfRun(query), "rowsReturned")).isEqualTo(3);
    assertThat(metric(Plans.leafOfRun(query), "rowsRead")).isLessThan(ROWS);
  }

  @Test
  void explainShowsThePredicate() throws IOException {
    Dataset<Row> query = rows(false).where("value > 5 and _row < 100 and value <> 9");
    assertThat(Plans.text(query))
        .contains("rows=100 of [0:100] where [", "value > 5", " AND ")
        .doesNotContain("Filter (");
    assertThat(Plans.text(rows(false, "pushdown", "false").where("value > 5")))
        .contains("Filter (")
        .doesNotContain("where [");
  }

  @Test
  void wideRowsAreNotCopied() throws IOException {
    int rows = 300;
    int width = 5_000; // ints, the first of which is the key
    ArraySpec spec = new ArraySpec(DTypes.parse("<i4"), Shape.of(rows, width), Order.C, 0);
    Path file = folder.resolve("wide.dat");
    ArrayFiles.write(file, spec, i -> i % width == 0 ? i / width : i);
    Dataset<Row> array =
        Plans.memmap(SPARK.spark())
            .option("dtype", "<i4,(4999)<i4")
            .option("shape", "" + rows)
            .load(file.toString());
    assertThat(
            array
                .where("f0 in (3, 4, 5, 100, 299)")
                .selectExpr("f0", "f1[0]", "f1[4998]", "_row")
                .collectAsList())
        .extracting(row -> row.getInt(0), row -> row.getInt(1), row -> row.getInt(2))
        .containsExactly(
            tuple(3, 15_001, 19_999),
            tuple(4, 20_001, 24_999),
            tuple(5, 25_001, 29_999),
            tuple(100, 500_001, 504_999),
            tuple(299, 1_495_001, 1_499_999));
    assertThat(array.where("f0 >= 0").count()).isEqualTo(rows);
  }
}
