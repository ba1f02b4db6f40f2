package io.memmap.testing;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import io.memmap.spark.MemmapCatalog;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * spark-testing-base under Jupiter: {@code @RegisterExtension static final SparkTesting SPARK = new
 * SparkTesting();}. All classes of a test JVM share one context, which is stopped when JUnit ends.
 * Each class has a session of its own, and leaves no tables and nothing cached to the next.
 *
 * <p>A test class does not inherit from spark-testing-base, because JUnit would then scan its Scala
 * types, and they need Hive to be loaded.
 */
public final class SparkTesting implements BeforeAllCallback, AfterAllCallback {
  private static final String CATALOG = "spark.sql.catalog.";

  private final List<String> catalogs;
  private Suite suite;
  private SparkSession session;

  public SparkTesting() {
    this(List.of());
  }

  private SparkTesting(List<String> catalogs) {
    this.catalogs = catalogs;
  }

  /** The same, with catalogs of array files under these names during the tests of a class. */
  public static SparkTesting withCatalogs(String... names) {
    return new SparkTesting(List.of(names));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    suite =
        context
            .getStore(
                ExtensionContext.StoreScope.LAUNCHER_SESSION,
                ExtensionContext.Namespace.create(SparkTesting.class))
            .getOrComputeIfAbsent(Suite.class, key -> Suite.start(), Suite.class);
    activate(suite.spark().newSession());
    catalogs.forEach(name -> session.conf().set(CATALOG + name, MemmapCatalog.class.getName()));
  }

  private void activate(SparkSession next) {
    session = next;
    SparkSession.setActiveSession(next);
    SparkSession.setDefaultSession(next);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    List<Row> tables = session.sql("SHOW TABLES IN spark_catalog.default").collectAsList();
    for (Row table : tables) {
      if (!table.getBoolean(2)) { // else it is a view of this session
        session.sql("DROP TABLE spark_catalog.default.`" + table.getString(1) + "`");
      }
    }
    session.catalog().clearCache();
    activate(suite.spark());
  }

  public SparkSession spark() {
    return session;
  }

  /** Runs a statement; {@code {x}} is the table of file x in the catalog {@code arrays}. */
  public List<Row> sql(String statement, Path folder) {
    return spark()
        .sql(statement.replaceAll("\\{(.*?)}", "arrays.`" + folder + "/$1`"))
        .collectAsList();
  }

  /** Asserts the same rows, order and schema. */
  public void assertDataFrameEquals(Dataset<Row> expected, Dataset<Row> actual) {
    // The exact assertion has other parameters in each spark-testing-base; this one has the same in
    // all.
    assertDataFrameApproximateEquals(expected, actual, 0.0);
  }

  /** Asserts the same rows, order and schema, floating-point values up to {@code tolerance}. */
  @SuppressWarnings("deprecation") // deprecated in the spark-testing-base for Scala 2.12 only
  public void assertDataFrameApproximateEquals(
      Dataset<Row> expected, Dataset<Row> actual, double tolerance) {
    suite.assertDataFrameApproximateEquals(expected, actual, tolerance);
  }

  @SuppressWarnings("deprecation") // deprecated in the spark-testing-base for Scala 2.12 only
  public void assertDataFrameNoOrderEquals(Dataset<Row> expected, Dataset<Row> actual) {
    suite.assertDataFrameNoOrderEquals(expected, actual);
  }

  private static final class Suite extends JavaDatasetSuiteBase implements AutoCloseable {
    private static final long serialVersionUID = 1L;

    static Suite start() {
      Suite suite = new Suite();
      suite.runBefore(); // a JUnit 4 @Before, unknown to Jupiter
      return suite;
    }

    @Override
    public boolean enableHiveSupport() {
      return false;
    }

    @Override
    public SparkConf conf() {
      return super.conf()
          .setMaster("local[2]")
          .set("spark.ui.enabled", "false")
          .set("spark.driver.bindAddress", "127.0.0.1")
          .set("spark.driver.host", "127.0.0.1")
          .set("spark.sql.shuffle.partitions", "2")
          .set("spark.default.parallelism", "2")
          .set("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse");
    }

    @Override
    public void close() {
      runAfterClass(); // a JUnit 4 @AfterClass
    }
  }
}
