package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A dtype that a column carries never narrows values from elsewhere. */
class CarriedDTypeTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 4;

  @TempDir Path folder;
  private Path old;
  private Path saved;

  @BeforeEach
  void name() {
    old = folder.resolve("old.npy");
    saved = folder.resolve("saved.npy");
  }

  /** An array of zeros. */
  private Dataset<Row> zeros(String dtype, String layout) throws IOException {
    DType element = DTypes.parse(dtype);
    byte[] head = NpyHeader.encode(element, Shape.of(ROWS), Order.C);
    Files.write(old, Arrays.copyOf(head, head.length + ROWS * element.itemsize()));
    return read(old, layout);
  }

  private static Dataset<Row> read(Path file, String layout) {
    return SPARK.spark().read().format("memmap").option("layout", layout).load(file.toString());
  }

  private static DataFrameWriter<Row> writer(Dataset<Row> rows, Map<String, String> options) {
    return rows.write().format("memmap").mode("overwrite").options(options);
  }

  private String refused(Dataset<Row> rows) {
    Throwable error =
        InPlaceTest.deepest(catchThrowable(() -> writer(rows, Map.of()).save(saved.toString())));
    assertThat(saved).doesNotExist();
    assertThat(error).hasMessageContaining("option dtype");
    return error.getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <f2       | float(0.1)                                         | float32
          >f2       | float(0.1)                                         | float32
          <f2       | float(70000)                                       | float32
          <f2       | float(1e-9)                                        | float32
          <u2       | 70000                                              | int32
          <u2       | -1                                                 | int32
          u1        | 300S                                               | int16
          <u4       | -1L                                                | int64
          <M8[ns]   | timestamp_ntz'2400-01-01 00:00:00'                 | M8[us]
          <M8[s]    | timestamp_ntz'2024-01-01 00:00:00.5'               | M8[us]
          <M8[25s]  | timestamp_ntz'2024-01-01 00:00:01'                 | M8[us]
          <M8[M]    | date'2024-01-02'                                   | M8[D]
          <M8[W]    | date'2024-01-02'                                   | M8[D]
          <m8[s]    | interval '0 00:00:00.5' day to second              | m8[us]
          S4        | cast('longer' as binary)                           | S6
          <U4       | concat('longer')                                     | U6
          <c8       | named_struct('real', 0f, 'imag', 0f)               |
          """)
  void aValueThatItDoesNotHoldIsAnErrorThatNamesTheOption(String dtype, String value, String better)
      throws IOException {
    Dataset<Row> rows =
        zeros(dtype, "columns").union(SPARK.spark().sql("SELECT " + value + " AS value"));
    if (better == null) {
      writer(rows, Map.of()).save(saved.toString());
    } else {
      assertThat(refused(rows)).contains(DTypes.parse(dtype).toString());
      writer(rows, Map.of("dtype", better)).save(saved.toString());
    }
    assertThat(read(saved, "columns").collectAsList()).isEqualTo(rows.collectAsList());
  }

  @Test
  void carriedDTypesInsideArraysStructsAndComplexNumbers() throws IOException {
    assertThat(
            refused(zeros("<f2", "array").union(SPARK.spark().sql("SELECT float(0.1) AS value"))))
        .contains("0.1 is not exact as float16");
    Dataset<Row> record = zeros("[('x', '<f2'), ('s', 'S2')]", "columns");
    refused(record.union(SPARK.spark().sql("SELECT float(0.1), cast('a' as binary)")));
    refused(record.union(SPARK.spark().sql("SELECT float(1), cast('abc' as binary)")));
    refused(record.select("x").union(SPARK.spark().sql("SELECT float(0.1)")));
    Dataset<Row> structs = zeros("[('x', '<f2'), ('s', 'S2')]", "array");
    refused(
        structs.union(
            SPARK.spark().sql("SELECT named_struct('x', float(0.1), 's', cast('a' as binary))")));
    Dataset<Row> nested = zeros("[('m', '<f2', (2,))]", "columns");
    refused(nested.union(SPARK.spark().sql("SELECT array(float(1), float(0.1))")));
    refused(zeros("V2", "columns").union(SPARK.spark().sql("SELECT cast('abc' as binary)")));
  }

  @Test
  void widenedColumnsMayNotRoundEither() throws IOException {
    zeros("<f4", "columns");
    Dataset<Row> wide =
        SPARK.spark().read().format("memmap").schema("value double").load(old.toString());
    assertThat(refused(wide.union(SPARK.spark().sql("SELECT 0.1D"))))
        .contains("0.1 is not exact as float32", "such as float64");
    zeros("<c8", "columns");
    Dataset<Row> complex =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .schema("value struct<real: double, imag: double>")
            .load(old.toString());
    refused(complex.union(SPARK.spark().sql("SELECT named_struct('real', 1D, 'imag', 0.1D)")));
  }

  @Test
  void carriedDTypesOfATableThatKeepsMetadata() throws IOException {
    zeros("<f2", "columns").write().mode("overwrite").saveAsTable("begun_from_an_array");
    try {
      SPARK.spark().sql("INSERT INTO begun_from_an_array VALUES (float(0.1))");
      refused(SPARK.spark().table("begun_from_an_array"));
    } finally {
      SPARK.spark().sql("DROP TABLE begun_from_an_array");
    }
    Path parquet = folder.resolve("p");
    zeros("<f2", "columns").write().parquet(parquet.toString());
    SPARK
        .spark()
        .sql("SELECT float(0.1) AS value")
        .write()
        .mode("append")
        .parquet(parquet.toString());
    Dataset<Row> both =
        SPARK.spark().read().schema(read(old, "columns").schema()).parquet(parquet.toString());
    refused(both);
  }

  @Test
  void aDTypeOptionMayRound() throws IOException {
    Dataset<Row> rows = zeros("<f2", "columns").union(SPARK.spark().sql("SELECT float(0.1)"));
    writer(rows, Map.of("dtype", "f2")).save(saved.toString());
    writer(rows, Map.of("casting", "same_kind")).save(saved.toString());
    assertThat(read(saved, "columns").schema()).isEqualTo(read(old, "columns").schema());
  }

  @Test
  void errorsOfOtherColumnsDoNotMentionCarriedDTypes() {
    Dataset<Row> rows = SPARK.spark().sql("SELECT cast(-1 as decimal(20,0)) AS value");
    Throwable error =
        InPlaceTest.deepest(catchThrowable(() -> writer(rows, Map.of()).save(saved.toString())));
    assertThat(error).hasMessageEndingWith("give another dtype, or casting=unsafe");
  }

  /** Each value of the column's Spark type is read back equal, or the error names the option. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "?",
        "i1",
        "u1",
        "<i2",
        ">i2",
        "<u2",
        ">u2",
        "<i4",
        ">i4",
        "<u4",
        "<i8",
        ">i8",
        "<u8",
        "<f2",
        ">f2",
        "<f4",
        ">f4",
        "<f8",
        ">f8",
        "S3",
        "<U3",
        ">U3",
        "V3",
        "<M8[Y]",
        "<M8[W]",
        "<M8[D]",
        "<M8[h]",
        "<M8[ms]",
        "<M8[us]",
        ">M8[ns]",
        "<M8[fs]",
        "[('a', '<f2'), ('b', '>u2')]"
      })
  void noValueIsChanged(String dtype) throws IOException {
    Dataset<Row> rows = zeros(dtype, "columns");
    StructType schema = rows.schema();
    Random random = new Random(7);
    for (int attempt = 0; attempt < 6; attempt++) {
      List<Object> values = new ArrayList<>();
      for (DataType type : Arrays.stream(schema.fields()).map(field -> field.dataType()).toList()) {
        values.add(any(type, random, attempt));
      }
      Dataset<Row> one =
          SPARK.spark().createDataFrame(List.of(RowFactory.create(values.toArray())), schema);
      Files.deleteIfExists(saved);
      Throwable error = catchThrowable(() -> writer(one, Map.of()).save(saved.toString()));
      if (error == null) {
        assertThat(read(saved, "columns").collectAsList()).isEqualTo(one.collectAsList());
        assertThat(read(saved, "columns").schema()).isEqualTo(schema);
      } else {
        assertThat(InPlaceTest.deepest(error)).hasMessageContaining("option dtype");
      }
    }
  }

  /** Small values first, which each dtype holds. */
  private static Object any(DataType type, Random random, int attempt) {
    long bits = attempt < 2 ? attempt : random.nextLong() >> random.nextInt(64);
    return switch (type.typeName()) {
      case "boolean" -> bits % 2 == 1;
      case "byte" -> (byte) bits;
      case "short" -> (short) bits;
      case "integer" -> (int) bits;
      case "long" -> bits;
      case "float" -> attempt < 3 ? (float) bits : Float.intBitsToFloat((int) bits);
      case "double" -> attempt < 3 ? (double) bits : Double.longBitsToDouble(bits);
      case "decimal(20,0)" -> new BigDecimal(bits);
      case "string" -> "xyz\u20ac".substring(0, attempt % 5);
      case "binary" -> Arrays.copyOf(new byte[] {1, 2, 3, 4}, attempt % 5);
      case "date" -> new Date(86_400_000L * (bits % 1_000_000));
      case "timestamp_ntz" ->
          LocalDateTime.of(1970, 1, 1, 0, 0).plusNanos((bits % (1L << 50)) * 1000);
      default -> throw new IllegalArgumentException(type.typeName());
    };
  }
}
