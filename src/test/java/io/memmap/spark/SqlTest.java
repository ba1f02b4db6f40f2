package io.memmap.spark;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Arrays beside other tables in SQL. */
class SqlTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private SparkSession spark;
  private Path file;

  @BeforeEach
  void writeArray() throws IOException {
    spark = SPARK.spark();
    file = ArrayFiles.counting(folder.resolve("a.dat"), 100, 3);
  }

  @Test
  void aTemporaryViewIsDeclaredInSql() {
    spark.sql(
        "CREATE OR REPLACE TEMPORARY VIEW matrix USING memmap OPTIONS (path '%s', dtype '<i4', shape '100,3', rowIndex 'i')"
            .formatted(file));
    assertThat(spark.sql("SELECT i, _c2 - _c0, _c1 FROM matrix WHERE _c1 > 290").collectAsList())
        .containsExactly(
            RowFactory.create(97L, 2, 292),
            RowFactory.create(98L, 2, 295),
            RowFactory.create(99L, 2, 298));
    assertThat(spark.sql("SELECT count(*), sum(_c0) FROM matrix").collectAsList())
        .containsExactly(RowFactory.create(100L, 14_850L));
  }

  @Test
  void aTemporaryViewMayNameItsColumns() {
    spark.sql(
        "CREATE OR REPLACE TEMPORARY VIEW points (x INT, y BIGINT, z INT) USING memmap OPTIONS (path '%s', dtype '<i4', shape '100,3')"
            .formatted(file));
    assertThat(spark.sql("SELECT y, x FROM points LIMIT 1").collectAsList())
        .containsExactly(RowFactory.create(1L, 0));
  }

  @Test
  void aCachedDataFrameStaysAsItWas() throws IOException {
    Dataset<Row> rows = load().cache();
    try {
      assertThat(rows.selectExpr("sum(_c0)").first().getLong(0)).isEqualTo(14_850);
      Files.write(file, new byte[1_200], StandardOpenOption.WRITE);
      assertThat(rows.selectExpr("sum(_c0)").first().getLong(0)).isEqualTo(14_850);
    } finally {
      rows.unpersist(true);
    }
    assertThat(load().selectExpr("sum(_c0)").first().getLong(0)).isZero();
  }

  @Test
  void arraysAreUnited() throws IOException {
    Path other = ArrayFiles.counting(folder.resolve("b.dat"), 2, 3);
    Dataset<Row> both =
        load()
            .union(
                spark
                    .read()
                    .format("memmap")
                    .option("dtype", "<i4")
                    .option("shape", "2,3")
                    .load(other.toString()));
    assertThat(both.collectAsList())
        .hasSize(102)
        .startsWith(RowFactory.create(0, 1, 2))
        .endsWith(RowFactory.create(0, 1, 2), RowFactory.create(3, 4, 5));
  }

  @Test
  void aFunctionOfTheUserSeesTheValues() {
    spark
        .udf()
        .register("twice", (UDF1<Integer, Integer>) value -> 2 * value, DataTypes.IntegerType);
    assertThat(load().select(call_udf("twice", col("_c1"))).limit(2).collectAsList())
        .containsExactly(RowFactory.create(2), RowFactory.create(8));
  }

  @Test
  void arraysAreJoinedByTheIndexOfTheRow() throws IOException {
    Path labels = folder.resolve("labels.dat");
    ArrayFiles.counting(labels, 100);
    Dataset<Row> joined =
        indexed(file, "100,3")
            .join(indexed(labels, "100").withColumnRenamed("value", "label"), "i");
    assertThat(joined.where("_c0 != 3 * label or i != label").count()).isZero();
    assertThat(joined.count()).isEqualTo(100);
  }

  @Test
  void rowsAreSorted() {
    List<Row> rows = load().orderBy(col("_c0").mod(10), col("_c0").desc()).limit(2).collectAsList();
    assertThat(rows).extracting(row -> row.getInt(0)).containsExactly(270, 240);
  }

  @Test
  void rowsAreGrouped() {
    assertThat(load().groupBy(col("_c0").mod(2).as("odd")).count().orderBy("odd").collectAsList())
        .containsExactly(RowFactory.create(0, 50L), RowFactory.create(1, 50L));
  }

  @Test
  void anArrayBecomesParquet() {
    for (String layout : new String[] {"columns", "array"}) {
      Dataset<Row> rows =
          spark
              .read()
              .format("memmap")
              .option("dtype", "<i4")
              .option("shape", "100,3")
              .option("layout", layout)
              .load(file.toString());
      String parquet = folder.resolve(layout + ".parquet").toString();
      rows.write().parquet(parquet);
      assertThat(spark.read().parquet(parquet).collectAsList()).isEqualTo(rows.collectAsList());
    }
  }

  @Test
  void aSubqueryMayReadTheSameArray() {
    load().createOrReplaceTempView("m");
    assertThat(spark.sql("SELECT _c0 FROM m WHERE _c0 = (SELECT max(_c0) FROM m)").collectAsList())
        .containsExactly(RowFactory.create(297));
  }

  private Dataset<Row> load() {
    return spark
        .read()
        .format("memmap")
        .option("dtype", "<i4")
        .option("shape", "100,3")
        .load(file.toString());
  }

  private Dataset<Row> indexed(Path path, String shape) {
    return spark
        .read()
        .format("memmap")
        .option("dtype", "<i4")
        .option("shape", shape)
        .option("rowIndex", "i")
        .load(path.toString());
  }
}
