package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The row index column, with and without a schema. */
class RowIndexTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private String file;

  @BeforeEach
  void writeArray() throws IOException {
    file = ArrayFiles.counting(folder.resolve("a.dat"), 25, 2).toString();
  }

  @Test
  void itComesFirstAndIsNeverNull() {
    assertThat(read("i").load(file).schema().apply(0))
        .isEqualTo(new StructField("i", DataTypes.LongType, false, Metadata.empty()));
    assertThat(read("i").load(file).columns()).containsExactly("i", "_c0", "_c1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4", "25"})
  void itCountsRowsAcrossBatchesAndPartitions(String numPartitions) {
    Dataset<Row> rows =
        read("i").option("numPartitions", numPartitions).option("batchRows", "3").load(file);
    assertThat(rows.collectAsList())
        .hasSize(25)
        .allMatch(row -> row.getLong(0) * 2 == row.getInt(1));
    assertThat(rows.rdd().getNumPartitions()).isEqualTo(Integer.parseInt(numPartitions));
  }

  @Test
  void itCanBeReadAloneOrAnywhere() {
    assertThat(read("i").load(file).select("i").collectAsList())
        .startsWith(RowFactory.create(0L), RowFactory.create(1L))
        .hasSize(25);
    assertThat(read("i").load(file).select("_c1", "i").collectAsList())
        .startsWith(RowFactory.create(1, 0L), RowFactory.create(3, 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"row index", "a.b", "select", "a`b", "Zeile №"})
  void itHasAnyName(String name) {
    Dataset<Row> rows = read(name).load(file);
    assertThat(rows.columns()).containsExactly(name, "_c0", "_c1");
    assertThat(rows.collectAsList()).hasSize(25).contains(RowFactory.create(24L, 48, 49));
  }

  @Test
  void aSchemaMayLeaveItOut() {
    assertThat(read("i").schema("x int, y bigint").load(file).columns())
        .containsExactly("i", "x", "y");
  }

  @Test
  void aSchemaMayNameItFirst() {
    Dataset<Row> rows = read("i").schema("i bigint, x int, y bigint").load(file);
    assertThat(rows.columns()).containsExactly("i", "x", "y");
    assertThat(rows.collectAsList()).contains(RowFactory.create(7L, 14, 15L));
  }

  @Test
  void aSchemaMayNameNothingElse() {
    assertThat(read("i").schema("i bigint").load(file).columns())
        .containsExactly("i", "_c0", "_c1");
  }

  @Test
  void aSchemaThatNamesItElsewhereMeansAColumn() {
    assertThatThrownBy(() -> read("i").schema("x int, y int, i bigint").load(file))
        .hasMessage(
            "file "
                + file
                + ": the schema names 3 columns, found 2 (_c0, _c1); columns are matched by"
                + " position");
  }

  @Test
  void itsNameMustNotBeAColumn() {
    assertThatThrownBy(() -> read("_C1").load(file))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("column _c1: two columns have this name");
    assertThatThrownBy(() -> read("x").schema("x int, y int").load(file))
        .hasMessageStartingWith("column x: two columns have this name");
  }

  @Test
  void anArrayWithoutAxesIsRowZero() {
    Dataset<Row> rows =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("dtype", "<i4")
            .option("shape", "()")
            .option("offset", "12")
            .option("rowIndex", "i")
            .load(file);
    assertThat(rows.collectAsList()).containsExactly(RowFactory.create(0L, 3));
  }

  private static DataFrameReader read(String name) {
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", "<i4")
        .option("shape", "25,2")
        .option("rowIndex", name);
  }
}
