package io.memmap.scale.probe;

import static org.apache.spark.sql.functions.expr;

import io.memmap.spark.MemmapCatalog;
import io.memmap.testing.CountedCalls;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs SQL on many files in a separate JVM. For each statement it prints how often the driver
 * opened the file that it opened most. Tasks are not counted: each maps the file that it opens.
 */
public final class CallsOfStatements {
  private final SparkSession session;
  private final String folder;

  private CallsOfStatements(SparkSession session, String folder) {
    this.session = session;
    this.folder = folder;
  }

  /**
   * Runs the statements.
   *
   * @param arguments the folder of the files {@code part-*.npy}
   */
  public static void main(String[] arguments) {
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.warehouse.dir", arguments[0] + "/warehouse")
            .config("spark.sql.catalog.arrays", MemmapCatalog.class.getName())
            .getOrCreate();
    CallsOfStatements calls = new CallsOfStatements(session, arguments[0]);
    calls.ofQueries();
    calls.ofWrites();
    calls.ofViews();
    calls.ofStatementsSinceSpark4();
    calls.ofOneDataset();
    session.stop();
  }

  private void ofQueries() {
    run("SELECT sum(_c0 + 1) FROM {part-*.npy}");
    run("SELECT sum(_c0) FROM {part-*.npy}");
    run("SELECT count(*) FROM {part-*.npy}");
    run("SELECT sum(_c0 + 1) FROM {part-*.npy?rowIndex=i} WHERE i = 0");
    run("SELECT _file FROM {part-*.npy} ORDER BY _c0 LIMIT 3");
    run("EXPLAIN SELECT sum(_c0 + 1) FROM {part-*.npy}");
    run("DESCRIBE TABLE {part-*.npy}");
    run("DESCRIBE TABLE EXTENDED {part-*.npy}");
    run("SELECT a._c0 FROM {part-*.npy} a JOIN {part-*.npy} b ON a._row = b._row");
    run(
        "SELECT /*+ BROADCAST(b) */ a._c0"
            + " FROM {part-*.npy} a JOIN {part-*.npy} b ON a._row = b._row WHERE b._c1 < 1");
    run("SELECT _c0 FROM {part-*.npy} WHERE _c0 > (SELECT avg(_c1) FROM {part-*.npy})");
    run("SELECT _c0 FROM {part-*.npy} WHERE _row IN (SELECT int(_c1) FROM {part-*.npy})");
    run("SELECT _c0 FROM {part-*.npy} UNION ALL SELECT _c1 FROM {part-*.npy}");
  }

  private void ofWrites() {
    run("CREATE TABLE {new.npy} AS SELECT * FROM {part-*.npy}");
    run("INSERT INTO {new.npy} SELECT * FROM {part-*.npy}");
    run("INSERT OVERWRITE {new.npy} SELECT * FROM {part-*.npy}");
    run(
        "MERGE INTO {new.npy} t USING (SELECT 0L r, max(_c0 + 1) m FROM {part-*.npy}) s"
            + " ON t._row = s.r WHEN MATCHED THEN UPDATE SET _c1 = s.m");
    run("UPDATE {new.npy} SET _c0 = 1 WHERE _row IN (SELECT _row FROM {part-*.npy})");
  }

  private void ofViews() {
    run("CREATE TEMP VIEW v AS SELECT * FROM {part-*.npy}");
    run("SELECT sum(_c0 + 1) FROM v");
    run("CACHE TABLE v");
    run("SELECT sum(_c0 + 1) FROM v");
  }

  private void ofStatementsSinceSpark4() {
    if (session.version().startsWith("3.")) {
      return; // Spark 3 has no WITH, and its session catalog can't load such tables
    }
    run("SELECT sum(_c0 + 1) FROM {part-*.npy} WITH (batchRows = 7, numPartitions = 3)");
    run("CREATE TABLE n USING memmap OPTIONS (path '" + folder + "/part-*.npy')");
    run("SELECT sum(_c0 + 1) FROM n");
    run("SELECT sum(_c0) FROM n");
    run("SELECT a._c0 FROM n a JOIN n b ON a._row = b._row");
    run("DESCRIBE TABLE n");
    run("DROP TABLE n");
  }

  private void ofOneDataset() {
    CountedCalls.INSTANCE.forget();
    Dataset<Row> rows = session.table(table("{part-*.npy}"));
    print("a table");
    rows.collectAsList();
    print("rows of a Dataset");
    rows.count();
    print("count of a Dataset");
    rows.as("a").join(rows.as("b"), expr("a._row = b._row")).collectAsList();
    print("self-join of a Dataset");
  }

  private String table(String statement) {
    return statement.replaceAll("\\{(.*?)}", "arrays.`" + folder + "/$1`");
  }

  private void run(String statement) {
    CountedCalls.INSTANCE.forget();
    session.sql(table(statement)).collectAsList();
    print(statement);
  }

  private void print(String step) {
    Map<String, Integer> calls = CountedCalls.INSTANCE.mostPerFile(folder + "/part-");
    int looks = calls.getOrDefault("open", 0) - calls.getOrDefault("map", 0);
    System.out.println("opened " + looks + ": " + step);
    CountedCalls.INSTANCE.forget();
  }
}
