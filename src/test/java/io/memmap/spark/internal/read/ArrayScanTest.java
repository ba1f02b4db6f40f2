package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.spark.internal.version.ConnectorVersion;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ExplainMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan as a value, and its description. */
class ArrayScanTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private String file;

  @BeforeEach
  void writeArray() throws IOException {
    file = ArrayFiles.counting(folder.resolve("a.dat"), 1_001, 20).toString();
  }

  @Test
  void scansOfEqualQueriesAreEqual() {
    assertThat(Plans.scan(load())).isEqualTo(Plans.scan(load()));
    assertThat(Plans.scan(load())).hasSameHashCodeAs(Plans.scan(load()));
    assertThat(Plans.scan(load()).toBatch())
        .isEqualTo(Plans.scan(load()).toBatch())
        .hasSameHashCodeAs(Plans.scan(load()).toBatch());
    assertThat(Plans.scan(load().select("_c1", "_c4").limit(3)))
        .isEqualTo(Plans.scan(load().select("_c1", "_c4").limit(3)));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "dtype, int16",
    "dtype, >i4",
    "shape, '999,20'",
    "shape, '2000,10'",
    "order, F",
    "offset, 4",
    "layout, array",
    "rowIndex, i",
    "access, read",
    "numPartitions, 3",
    "partitionBytes, 1000",
    "batchRows, 7",
    "pushdown, false"
  })
  void scansOfOtherOptionsDiffer(String option, String value) {
    Dataset<Row> other =
        Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "1000,20")
            .option(option, value)
            .load(file);
    assertThat(Plans.scan(other)).isNotEqualTo(Plans.scan(load()));
  }

  @Test
  void scansOfOtherRowsAndColumnsDiffer() {
    ArrayScan whole = Plans.scan(load());
    assertThat(Plans.scan(load().select("_c1"))).isNotEqualTo(whole);
    assertThat(Plans.scan(load().select("_c1"))).isNotEqualTo(Plans.scan(load().select("_c2")));
    assertThat(Plans.scan(load().limit(5))).isNotEqualTo(whole);
    assertThat(Plans.scan(load().limit(5))).isNotEqualTo(Plans.scan(load().limit(6)));
  }

  @Test
  void scansOfOtherSchemasDiffer() {
    String names = "a%1$d int, b%1$d int";
    Stream<ArrayScan> scans =
        Stream.of(names.formatted(1), names.formatted(2), "a1 int, b1 bigint")
            .map(
                schema ->
                    Plans.scan(
                        Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "1000,2")
                            .schema(schema)
                            .load(file)));
    assertThat(scans).doesNotHaveDuplicates();
  }

  @Test
  void scansOfOtherFilesDiffer() throws IOException {
    ArrayScan before = Plans.scan(load());
    Path copy = Files.copy(Path.of(file), folder.resolve("b.dat"));
    assertThat(Plans.scan(load(copy.toString()))).isNotEqualTo(before);
    Files.write(Path.of(file), new byte[4], StandardOpenOption.APPEND);
    assertThat(Plans.scan(load())).as("a file that grew").isNotEqualTo(before);
  }

  @Test
  void scansOfOtherSettingsDiffer() {
    SparkSession session =
        Plans.session(SPARK, other -> other.conf().set("spark.sql.files.maxPartitionBytes", "1k"));
    Dataset<Row> other = Plans.memmap(session, "dtype", "<i4", "shape", "1000,20").load(file);
    assertThat(Plans.scan(other)).isNotEqualTo(Plans.scan(load()));
  }

  @Test
  void thePlanNamesTheFiles() {
    assertThat(load().queryExecution().toString()).contains("memmap " + file);
    String twice = "memmap [\"" + file + "\",\"" + file + "\"]";
    assertThat(
            Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "1000,20")
                .load(file, file)
                .queryExecution()
                .toString())
        .contains(twice)
        .doesNotContain("null");
  }

  @Test
  void aDescriptionNamesFilesRowsAndColumns() {
    assertThat(Plans.scan(load()).description())
        .isEqualTo(
            "memmap "
                + file
                + " dtype=int32 shape=(1000, 20) order=C offset=0 layout=columns rows=1000"
                + " columns=[_c0, _c1, _c2, _c3, _c4, _c5, _c6, _c7, ... 12 more] partitions=1"
                + " access=mmap version="
                + ConnectorVersion.text());
    assertThat(
            Plans.scan(
                    Plans.memmap(
                            SPARK.spark(),
                            "dtype",
                            ">f8",
                            "shape",
                            "1000,5",
                            "order",
                            "F",
                            "offset",
                            "40",
                            "layout",
                            "array",
                            "access",
                            "read",
                            "rowIndex",
                            "i",
                            "numPartitions",
                            "4")
                        .load(file))
                .description())
        .isEqualTo(
            "memmap "
                + file
                + " dtype=>f8 shape=(1000, 5) order=F offset=40 layout=array rows=1000 columns=[i,"
                + " value] partitions=4 access=read version="
                + ConnectorVersion.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"simple", "extended", "formatted"})
  void explainShowsTheScan(String mode) {
    Dataset<Row> query = load().select("_c3", "_c1").limit(3);
    assertThat(query.queryExecution().explainString(ExplainMode.fromString(mode)))
        .contains(
            "dtype=int32 shape=(1000, 20) order=C offset=0 layout=columns rows=3 of [0:3]"
                + " columns=[_c1, _c3]"
                + " partitions=1 access=mmap version="
                + ConnectorVersion.text());
  }

  @Test
  void columnsArePrunedInTheOrderOfTheArray() {
    ArrayScan scan = Plans.scan(load().select("_c7", "_c2", "_c2"));
    assertThat(scan.readSchema().fieldNames()).containsExactly("_c2", "_c7");
    assertThat(
            Plans.scan(load().selectExpr("_c5 + _c1 as s").where("s > 3"))
                .readSchema()
                .fieldNames())
        .containsExactly("_c1", "_c5");
  }

  @Test
  void noColumnIsReadIfNoneIsAskedFor() {
    Dataset<Row> query =
        Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "1000,20", "pushdown", "false")
            .load(file)
            .selectExpr("1 as one");
    assertThat(Plans.scan(query).readSchema().fields()).isEmpty();
    assertThat(query.count()).isEqualTo(1_000);
  }

  private Dataset<Row> load() {
    return load(file);
  }

  private Dataset<Row> load(String path) {
    return Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "1000,20").load(path);
  }
}
