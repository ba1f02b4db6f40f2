package io.memmap.spark.internal.table;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memmap.spark.MemmapSessionCatalog;
import io.memmap.testing.SparkTesting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that could be created but not used are refused, by each API. */
class NewTableTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays");

  @TempDir Path folder;

  @BeforeEach
  void sparkAsksBeforeItCreates() {
    assumeTrue(
        !spark().version().startsWith("3."),
        "Spark 3.5's own session catalog asks no source; there it is MemmapSessionCatalog");
  }

  @AfterEach
  void drop() {
    spark().sql("DROP TABLE IF EXISTS t");
  }

  private static SparkSession spark() {
    return SPARK.spark();
  }

  private static Dataset<Row> rows() {
    return spark().range(6).selectExpr("id % 2 p", "id v");
  }

  private String file() {
    return folder.resolve("a.npy").toString();
  }

  private void assertRefused(ThrowingCallable action, String... words) {
    assertThatThrownBy(action).hasMessageContainingAll(words);
    assertThat(spark().catalog().tableExists("t")).isFalse();
    assertThat(folder).isEmptyDirectory();
  }

  private void assertNoParts(String method, Consumer<DataFrameWriter<Row>> by) {
    for (boolean named : new boolean[] {true, false}) {
      for (String mode : List.of("errorifexists", "overwrite", "append", "ignore")) {
        DataFrameWriter<Row> writer = rows().write().format("memmap").mode(mode);
        by.accept(writer);
        String table = named ? "t" : "arrays.`" + file() + "`";
        DataFrameWriter<Row> to = named ? writer.option("path", file()) : writer;
        assertRefused(
            () -> to.saveAsTable(table),
            method + " [p]: one save makes one array file",
            "leave " + method + " out, or save the rows of each value to a file of its own");
      }
    }
  }

  @Test
  void partitionedTablesAreRefused() {
    assertNoParts("partitionBy", writer -> writer.partitionBy("p"));
    assertNoParts("bucketBy", writer -> writer.bucketBy(4, "p"));
    assertNoParts("clusterBy", writer -> writer.clusterBy("p"));
  }

  @Test
  void partitionedWritesAreRefused() {
    String words = "partitionBy [p]: one save makes one array file";
    assertRefused(
        () ->
            rows()
                .writeTo("t")
                .using("memmap")
                .option("path", file())
                .partitionedBy(col("p"))
                .create(),
        words);
    String table = "arrays.`" + file() + "`";
    assertRefused(() -> rows().writeTo(table).partitionedBy(col("p")).create(), words);
    assertRefused(() -> rows().writeTo(table).partitionedBy(col("p")).createOrReplace(), words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (p INT, v INT) USING memmap OPTIONS (path '{}') PARTITIONED BY (p)",
        "CREATE TABLE t USING memmap OPTIONS (path '{}') PARTITIONED BY (p) AS SELECT 1 p, 2 v",
        "CREATE TABLE t (p INT, v INT) USING memmap LOCATION '{}' CLUSTERED BY (p) INTO 4 BUCKETS",
        "CREATE TABLE t (p INT, v INT) USING memmap OPTIONS (path '{}') CLUSTER BY (p)",
        "CREATE TABLE arrays.`{}` PARTITIONED BY (p) AS SELECT 1 p, 2 v"
      })
  void noStatementCutsATable(String statement) {
    assertRefused(
        () -> spark().sql(statement.replace("{}", file())), "By [p]: one save makes one array");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (a INT) USING memmap",
        "CREATE TABLE IF NOT EXISTS t (a INT) USING memmap",
        "CREATE TABLE t USING MemMap",
        "CREATE TABLE t (a INT) USING memmap OPTIONS (dtype 'i4')",
        "CREATE TABLE t USING memmap AS SELECT 1 a"
      })
  void aTableWithoutAFileIsRefused(String statement) {
    assertRefused(() -> spark().sql(statement), "none is named", "OPTIONS (path '/data/a.npy')");
  }

  @Test
  void aSaveWithoutAFileIsRefused() {
    for (String mode : List.of("errorifexists", "overwrite", "append", "ignore")) {
      assertRefused(
          () -> rows().write().format("memmap").mode(mode).saveAsTable("t"),
          "a table of memmap is one file, and none is named",
          "option(\"path\", \"/data/a.npy\")");
    }
    assertRefused(() -> rows().writeTo("t").using("memmap").create(), "none is named");
  }

  @Test
  void theAdviceCreatesTheTable() {
    rows().write().format("memmap").option("path", file()).saveAsTable("t");
    assertThat(spark().table("t").count()).isEqualTo(6);
    spark().sql("DROP TABLE t");
    spark().sql("CREATE TABLE t USING memmap OPTIONS (path '" + file() + "')");
    assertThat(spark().table("t").count()).isEqualTo(6);
    spark().sql("DROP TABLE t");
    spark().sql("CREATE TABLE t (p BIGINT, v BIGINT) USING memmap LOCATION '" + file() + "'");
    assertThat(spark().table("t").count()).isEqualTo(6);
  }

  /** The wrapped catalog, null here, must not be called. */
  @Test
  @SuppressWarnings("deprecation")
  void theSessionCatalogRefusesBeforeAnythingIsKept() {
    MemmapSessionCatalog catalog = new MemmapSessionCatalog();
    Identifier name = Identifier.of(new String[] {"default"}, "t");
    StructType schema = new StructType().add("p", "int");
    Transform[] none = {};
    assertThatThrownBy(() -> catalog.createTable(name, schema, none, Map.of("provider", "memmap")))
        .hasMessageContaining("none is named");
    Map<String, String> managed =
        Map.of("provider", "MEMMAP", "location", "/w/t", "is_managed_location", "true");
    assertThatThrownBy(() -> catalog.createTable(name, schema, none, managed))
        .hasMessageContaining("none is named");
    Transform[] parts = {Expressions.identity("p")};
    Map<String, String> file = Map.of("provider", "memmap", "option.path", file());
    assertThatThrownBy(() -> catalog.createTable(name, schema, parts, file))
        .hasMessageContaining("partitionBy [p]");
  }
}
