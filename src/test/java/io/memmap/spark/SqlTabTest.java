package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ui.SQLAppStatusStore;
import org.apache.spark.sql.execution.ui.SQLExecutionUIData;
import org.apache.spark.sql.execution.ui.SQLPlanMetric;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;

/** The SQL tab of Spark's UI, which is rendered from the status store. */
class SqlTabTest {
  private static final String TIME = "[0-9]+ ms|[0-9.]+ (s|m)";

  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private final Set<Long> before = new HashSet<>();

  /** The store forgets old queries, so a count would not tell which ones are new. */
  @BeforeEach
  void noteWhatIsThere() throws Exception {
    executions().forEach(query -> before.add(query.executionId()));
  }

  private static SQLAppStatusStore store() {
    return SPARK.spark().sharedState().statusStore();
  }

  private static List<SQLExecutionUIData> executions() throws Exception {
    SPARK.spark().sparkContext().listenerBus().waitUntilEmpty();
    List<SQLExecutionUIData> executions = new ArrayList<>();
    var all = store().executionsList();
    for (int i = 0; i < all.size(); i++) {
      executions.add(all.apply(i));
    }
    return executions;
  }

  /** The queries of this test, in order of submission. */
  private List<SQLExecutionUIData> queries() throws Exception {
    return executions().stream()
        .filter(query -> !before.contains(query.executionId()))
        .sorted(Comparator.comparingLong(SQLExecutionUIData::executionId))
        .toList();
  }

  /** The values of all metrics, by their names in the plan. */
  private Map<String, String> metrics() throws Exception {
    Map<String, String> shown = new HashMap<>();
    for (SQLExecutionUIData query : queries()) {
      var values = store().executionMetrics(query.executionId());
      for (int i = 0; i < query.metrics().size(); i++) {
        SQLPlanMetric metric = query.metrics().apply(i);
        Option<String> value = values.get(metric.accumulatorId());
        if (value.isDefined()) {
          shown.put(metric.name(), value.get());
        }
      }
    }
    return shown;
  }

  private List<String> descriptions() throws Exception {
    return queries().stream().map(SQLExecutionUIData::description).toList();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static Dataset<Row> ints(long count) {
    return SPARK.spark().range(0, count, 1, 3).selectExpr("cast(id as int) v");
  }

  @Test
  void rowsBytesAndTimes() throws Exception {
    ints(123_456).write().format("memmap").save(file("a.dat"));

    assertThat(metrics())
        .containsEntry("rows written", "123,456")
        .containsEntry("bytes written", "482.3 KiB");
    if (!SPARK.spark().version().startsWith("3.")) {
      assertThat(metrics().get("time staging")).matches(TIME).isNotEqualTo("0 ms");
      assertThat(metrics().get("time publishing")).matches(TIME);
    }
  }

  @Test
  void aRead() throws Exception {
    ArrayFiles.counting(folder.resolve("a.dat"), 100_000, 3);
    Dataset<Row> rows =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("dtype", "<i4")
            .option("shape", "100000,3")
            .option("numPartitions", "2")
            .load(file("a.dat"))
            .where("_row >= 1000");
    assertThat(rows.collectAsList()).hasSize(99_000);

    assertThat(metrics())
        .containsEntry("number of files read", "1")
        .containsEntry("number of partitions read", "2")
        .containsEntry("number of rows pruned", "1,000")
        .containsEntry("number of rows read", "99,000")
        .containsEntry("bytes mapped", "1160.2 KiB")
        .containsEntry("windows mapped", "2");
    assertThat(metrics().get("time mapping")).matches(TIME);
    assertThat(metrics().get("time opening files")).matches(TIME);
  }

  @Test
  void manyRowsInOneTask() throws Exception {
    Dataset<Row> rows = SPARK.spark().range(0, 2_500_000, 1, 1).selectExpr("id = 0 as v");
    rows.write().format("memmap").save(file("a.dat"));
    assertThat(metrics())
        .containsEntry("rows written", "2,500,000")
        .containsEntry("bytes written", "2.4 MiB");
  }

  /** Spark asks for metrics every hundred rows, so that the last question is in step here. */
  @ParameterizedTest
  @ValueSource(ints = {100, 300, 1_000, 1_234})
  void everyRowOfAnUpdate(int rows) throws Exception {
    ArrayFiles.sparse(folder.resolve("a.dat"), 4L * rows);
    SparkSession session = SPARK.spark().newSession();
    session.conf().set("spark.sql.catalog.arrays", MemmapCatalog.class.getName());
    String table = "arrays.`" + file("a.dat") + "?dtype=<i4&shape=" + rows + "`";
    session.sql("UPDATE " + table + " SET value = 7");
    assertThat(metrics()).containsEntry("rows written", String.format(Locale.ROOT, "%,d", rows));
  }

  /** Tools that record lineage listen to query executions. */
  @Test
  void aWriteIsOneQuery() throws Exception {
    SparkSession session = SPARK.spark().newSession();
    session.conf().set("spark.sql.catalog.arrays", MemmapCatalog.class.getName());
    session.sql("CREATE TABLE arrays.`" + file("a.npy") + "` AS SELECT 1L value");
    noteWhatIsThere();
    session.sql("INSERT INTO arrays.`" + file("a.npy") + "` VALUES (7)");
    assertThat(queries()).hasSize(1);
    noteWhatIsThere();
    session.sql("UPDATE arrays.`" + file("a.npy") + "` SET value = 8");
    assertThat(queries()).hasSize(1);
    noteWhatIsThere();
    ints(10).write().format("memmap").save(file("b.dat"));
    assertThat(queries()).hasSize(2); // Spark's command to save, and the write that it asks for
  }

  @Test
  void theWriteIsNamedByItsFile() throws Exception {
    ints(10).write().format("memmap").save(file("a.dat"));
    assertThat(descriptions())
        .contains("save to " + file("a.dat"))
        .noneMatch(text -> text.contains("PathWrites"));
    assertThat(SPARK.spark().sparkContext().getLocalProperty("callSite.short")).isNull();
  }

  @Test
  void theUsersOwnCallSiteStays() throws Exception {
    SPARK.spark().sparkContext().setCallSite("cell 7");
    try {
      ints(10).write().format("memmap").save(file("a.dat"));
      assertThat(SPARK.spark().sparkContext().getLocalProperty("callSite.short"))
          .isEqualTo("cell 7");
    } finally {
      SPARK.spark().sparkContext().clearCallSite();
    }
    assertThat(descriptions()).contains("cell 7").noneMatch(text -> text.startsWith("save to "));
  }

  @Test
  void theUsersOwnDescriptionStays() throws Exception {
    SPARK.spark().sparkContext().setJobDescription("nightly export");
    try {
      ints(10).write().format("memmap").save(file("a.dat"));
      assertThat(SPARK.spark().sparkContext().getLocalProperty("spark.job.description"))
          .isEqualTo("nightly export");
    } finally {
      SPARK.spark().sparkContext().setJobDescription(null);
    }
    assertThat(descriptions()).containsOnly("nightly export");
  }
}
