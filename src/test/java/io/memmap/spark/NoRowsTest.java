package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.storage.file.FileBytes;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays without rows keep the lengths of the rows, and rows can be appended to them. */
class NoRowsTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("norows");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("z.npy");
  }

  private Dataset<Row> array(String dtype, long... lengths) throws IOException {
    Path path = folder.resolve("e.npy");
    ArraySpec spec = new ArraySpec(DTypes.parse(dtype), Shape.of(lengths), Order.C, 0);
    byte[] head = NpyHeader.encode(spec.dtype(), spec.shape(), spec.order());
    Files.write(path, Arrays.copyOf(head, Math.toIntExact(head.length + spec.bytes())));
    return SPARK.spark().read().format("memmap").option("layout", "array").load(path.toString());
  }

  private void save(Dataset<Row> rows, String mode, String... options) {
    rows.write().format("memmap").mode(mode).options(Mistake.map(options)).save(file.toString());
  }

  private static Dataset<Row> query(String query) {
    return SPARK.spark().sql(query);
  }

  private void assertShape(long... lengths) throws IOException {
    assertThat(FileBytes.header(file).spec().shape()).isEqualTo(Shape.of(lengths));
  }

  @ParameterizedTest
  @CsvSource({"<f4, C", "<f2, F", "S3, C", "<M8[s], C"})
  void rowsOfAnArrayKeepTheirLengths(String dtype, String order) throws IOException {
    for (long[] lengths : new long[][] {{4, 8}, {4, 2, 3}, {4, 0}, {4, 2, 0, 3}, {4}}) {
      Dataset<Row> rows = array(dtype, lengths);
      save(rows.where("_row > 9"), "overwrite", "order", order);
      long[] expected = lengths.clone();
      expected[0] = 0;
      assertShape(expected);
      assertThat(FileBytes.header(file).spec().dtype()).isEqualTo(DTypes.parse(dtype));
      save(rows, "append");
      assertShape(lengths);
    }
  }

  @Test
  void lengthsAfterAnAxisOfLength0AreKept() throws IOException {
    Dataset<Row> rows = array("<f4", 4, 2, 0, 3);
    save(rows, "overwrite");
    assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(folder.resolve("e.npy")));
  }

  @Test
  void subArraysOfARecordAreRowsToo() throws IOException {
    Dataset<Row> rows = array("[('m', '<f4', (2, 3)), ('x', 'i1')]", 4);
    save(rows.selectExpr("value.m").where("false"), "overwrite");
    assertShape(0, 2, 3);
  }

  @Test
  void theShapeOptionSaysTheLengths() throws IOException {
    save(query("SELECT array(1f) v WHERE false"), "overwrite", "shape", "-1,8");
    assertShape(0, 8);
    save(array("<f4", 4, 5).where("false"), "overwrite", "shape", "3,6");
    assertShape(3, 6);
  }

  @Test
  void anIndexAndATableWithoutRowsChangeNothing() throws IOException {
    save(
        array("<f4", 4, 5).selectExpr("_row i", "value").where("false"),
        "overwrite",
        "rowIndex",
        "i");
    assertShape(0, 5);
    query(
        "CREATE OR REPLACE TABLE norows.`%s` AS SELECT * FROM norows.`%s?layout=array` WHERE _row > 9"
            .formatted(file, folder.resolve("e.npy")));
    assertShape(0, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"array(1f, 2f, 3f)", "array(array(1, 2), array(3, 4), array(5, 6))"})
  void theFirstAppendedRowsSetUnknownLengths(String value) throws IOException {
    Dataset<Row> rows = query("SELECT " + value + " v FROM range(4)");
    save(rows.where("false"), "append");
    assertThat(FileBytes.header(file).spec().shape().elements()).isZero();
    save(rows.where("false"), "append");
    save(rows, "append");
    save(rows.where("false"), "append");
    save(rows, "append");
    assertThat(FileBytes.header(file).spec().shape().toString()).startsWith("(8, 3");
    assertThat(
            SPARK
                .spark()
                .read()
                .format("memmap")
                .option("layout", "array")
                .load(file.toString())
                .collectAsList())
        .isEqualTo(rows.union(rows).collectAsList());
    Throwable other = catchThrowable(() -> save(query("SELECT array(1f) v"), "append"));
    assertThat(InPlaceTest.deepest(other)).isNotNull();
  }

  @Test
  void rowsOfOtherLengthsThanAnEmptyArrayKnowsAreRefused() throws IOException {
    save(array("<f4", 4, 8).where("false"), "overwrite");
    byte[] before = Files.readAllBytes(file);
    Throwable error =
        InPlaceTest.deepest(catchThrowable(() -> save(query("SELECT array(1f, 2f) v"), "append")));
    assertThat(error).hasMessageContaining("8");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aTableWithoutRowsIsMadeAndInsertedInto() throws IOException {
    query("CREATE TABLE norows.`%s` (value ARRAY<FLOAT>)".formatted(file));
    query(
        "INSERT INTO norows.`%s?layout=array` SELECT array(float(id), 1f) FROM range(3)"
            .formatted(file));
    assertShape(3, 2);
  }

  @Test
  void vectorsWithoutRowsAreAppendedTo() throws IOException {
    StructType schema = new StructType().add("v", new StandInVector.Type(), true);
    Dataset<Row> rows =
        SPARK
            .spark()
            .createDataFrame(
                List.of(
                    RowFactory.create(StandInVector.dense(1, 2)),
                    RowFactory.create(StandInVector.sparse(2, new int[] {1}, 4))),
                schema);
    save(rows.limit(0), "overwrite");
    save(rows, "append");
    assertShape(2, 2);
  }

  /** As {@code VectorAssembler} and similar transformers store it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ml_attr\": {\"num_attrs\": 5}}",
        "{\"ml_attr\": {\"attrs\": {\"numeric\": [{\"idx\": 0}, {\"idx\": 1}, {\"idx\": 2}],"
            + " \"binary\": [{\"idx\": 3}, {\"idx\": 4}]}, \"num_attrs\": 5}}"
      })
  void vectorsSayTheirLengthInMLlibsWay(String json) throws IOException {
    StructField field =
        new StructField("v", new StandInVector.Type(), true, Metadata.fromJson(json));
    Dataset<Row> none =
        SPARK.spark().createDataFrame(List.<Row>of(), new StructType(new StructField[] {field}));
    save(none, "overwrite");
    assertShape(0, 5);
  }

  @Test
  void bytesWithoutRowsAreAppendedTo() throws IOException {
    Path raw = folder.resolve("z.dat");
    for (String mode : new String[] {"append", "append", "append"}) {
      query("SELECT array(1D, 2D) v WHERE false")
          .write()
          .format("memmap")
          .mode(mode)
          .save(raw.toString());
    }
    Dataset<Row> rows = query("SELECT array(1D, 2D) v FROM range(3)");
    rows.write().format("memmap").mode("append").save(raw.toString());
    assertThat(Files.size(raw)).isEqualTo(48);
    rows.write().format("memmap").mode("append").save(raw.toString());
    Map<String, String> options = Map.of("dtype", "f8", "shape", "-1,2", "layout", "array");
    assertThat(
            SPARK
                .spark()
                .read()
                .format("memmap")
                .options(options)
                .load(raw.toString())
                .collectAsList())
        .isEqualTo(rows.union(rows).collectAsList());
  }
}
