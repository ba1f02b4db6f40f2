package io.memmap.spark.internal.table;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code df.writeTo(name)}: the session catalog keeps the table, the file is ours. */
class NamedTableTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void sparkKeepsTablesOfSuchSources() {
    assumeTrue(
        !SPARK.spark().version().startsWith("3."),
        "Spark 3.5's own session catalog can't load tables of V2 sources");
    file = folder.resolve("a.dat");
  }

  @AfterEach
  void forget() {
    SPARK.spark().sql("DROP TABLE IF EXISTS arrays");
  }

  private static Dataset<Row> rows(long from, long to) {
    return SPARK.spark().range(from, to, 1, 2).selectExpr("cast(id as int) v");
  }

  @Test
  void createAppendAndOverwrite() throws Exception {
    rows(0, 10).writeTo("arrays").using("memmap").option("path", file.toString()).create();
    assertThat(Files.size(file)).isEqualTo(40);
    rows(10, 15).writeTo("arrays").append();
    assertThat(SPARK.spark().table("arrays").selectExpr("sum(v)").head().getLong(0)).isEqualTo(105);
    rows(0, 3).writeTo("arrays").overwrite(lit(true));
    assertThat(Files.size(file)).isEqualTo(12);
    SPARK.spark().sql("INSERT INTO arrays VALUES (7)");
    assertThat(SPARK.spark().table("arrays").collectAsList())
        .extracting(row -> row.getInt(0))
        .containsExactly(0, 1, 2, 7);
  }

  @Test
  void droppingTheTableLeavesTheFile() throws IOException {
    SPARK
        .spark()
        .sql(
            "CREATE TABLE arrays USING memmap OPTIONS (path '"
                + file
                + "', dtype '>i2') AS SELECT id FROM range(5)");
    assertThat(Files.readAllBytes(file)).containsExactly(0, 0, 0, 1, 0, 2, 0, 3, 0, 4);
    SPARK.spark().sql("DROP TABLE arrays");
    assertThat(file).exists();
  }
}
