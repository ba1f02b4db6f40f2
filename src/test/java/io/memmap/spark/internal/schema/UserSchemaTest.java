package io.memmap.spark.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas of users: other names, wider types, and the dtype itself. */
class UserSchemaTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  @Test
  void columnsAreRenamedByPosition() throws IOException {
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), 2, 3);
    Dataset<Row> rows =
        read("dtype", "<i4", "shape", "2,3")
            .schema("_c2 int, x int, _c0 int")
            .load(file.toString());
    assertThat(rows.columns()).containsExactly("_c2", "x", "_c0");
    assertThat(rows.collectAsList())
        .containsExactly(RowFactory.create(0, 1, 2), RowFactory.create(3, 4, 5));
    assertThat(rows.select("_c0").collectAsList())
        .containsExactly(RowFactory.create(2), RowFactory.create(5));
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeThatTheTableAllowsIsReadWithTheSameValue(ScalarKind kind) throws IOException {
    for (DType dtype : new DType[] {dtype(kind, '<'), dtype(kind, '>')}) {
      long one = kind.code() == 'f' ? floatOne(kind) : 1;
      Path file = folder.resolve(kind + dtype.descr().substring(1) + ".dat");
      ArrayFiles.write(file, new ArraySpec(dtype, Shape.of(3), Order.C, 0), i -> i == 1 ? one : 0);
      for (DataType type : TypeMapping.readableAs(kind)) {
        Dataset<Row> rows =
            read("dtype", dtype.descr(), "shape", "3")
                .schema("x " + type.simpleString())
                .load(file.toString());
        assertThat(rows.schema().apply(0).dataType()).isEqualTo(type);
        assertThat(rows.selectExpr("cast(cast(x as double) as string)").collectAsList())
            .as("%s as %s", dtype, type.simpleString())
            .extracting(row -> row.getString(0))
            .containsExactly("0.0", "1.0", "0.0");
      }
    }
  }

  @Test
  void aSchemaWithoutADTypeIsAPackedStruct() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 * 11).order(ByteOrder.nativeOrder());
    bytes.put((byte) -1).putDouble(1.5).putShort((short) 300);
    bytes.put((byte) 7).putDouble(-0.25).putShort((short) -2);
    Path file = Files.write(folder.resolve("struct.dat"), bytes.array());
    for (String access : new String[] {"mmap", "read"}) {
      Dataset<Row> rows =
          read("access", access).schema("b tinyint, d double, s smallint").load(file.toString());
      assertThat(rows.collectAsList())
          .containsExactly(
              RowFactory.create((byte) -1, 1.5, (short) 300),
              RowFactory.create((byte) 7, -0.25, (short) -2));
      assertThat(rows.select("s", "b").collectAsList())
          .containsExactly(
              RowFactory.create((short) 300, (byte) -1), RowFactory.create((short) -2, (byte) 7));
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalTypesUnderATwoAxesShapeAreThatArray(Order order) throws IOException {
    ArraySpec spec = new ArraySpec(DTypes.parse("=i4"), Shape.of(4, 2), order, 0);
    Path file = ArrayFiles.write(folder.resolve("a.dat"), spec, i -> i);
    Dataset<Row> rows =
        read("shape", "4,2", "order", order.name()).schema("x int, y int").load(file.toString());
    assertThat(rows.collectAsList())
        .containsExactly(
            RowFactory.create(0, 1),
            RowFactory.create(2, 3),
            RowFactory.create(4, 5),
            RowFactory.create(6, 7));
  }

  @Test
  void arraysOfArraysAreWidenedInside() throws IOException {
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), 2, 2, 3);
    Dataset<Row> rows =
        read("dtype", "<i4", "shape", "2,2,3")
            .schema("m array<array<bigint>>")
            .load(file.toString());
    assertThat(rows.schema().apply(0).dataType().json())
        .isEqualTo(
            "{\"type\":\"array\",\"elementType\":{\"type\":\"array\",\"elementType\":\"long\","
                + "\"containsNull\":false},\"containsNull\":false}");
    assertThat(rows.selectExpr("flatten(m)").collectAsList())
        .extracting(row -> row.<Long>getList(0))
        .containsExactly(List.of(0L, 1L, 2L, 3L, 4L, 5L), List.of(6L, 7L, 8L, 9L, 10L, 11L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x int", "x int not null"})
  void noColumnIsNullableWhateverTheSchemaSays(String schema) throws IOException {
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), 3);
    StructField field =
        read("dtype", "<i4", "shape", "3").schema(schema).load(file.toString()).schema().apply(0);
    assertThat(field.nullable()).isFalse();
  }

  @Test
  void anEmptySchemaIsIgnored() throws IOException {
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), 3);
    Dataset<Row> rows =
        read("dtype", "<i4", "shape", "3").schema(new StructType()).load(file.toString());
    assertThat(rows.columns()).containsExactly("value");
  }

  @Test
  void namesThatDifferInCaseNeedACaseSensitiveSession() throws IOException {
    Path file = ArrayFiles.counting(folder.resolve("a.dat"), 2, 2);
    SparkSession session = SPARK.spark().newSession();
    session.conf().set("spark.sql.caseSensitive", "true");
    SparkSession before = SparkSession.active();
    SparkSession.setActiveSession(session); // Spark 3.5 does not do so while it loads
    try {
      Dataset<Row> rows =
          session
              .read()
              .format("memmap")
              .option("shape", "2,2")
              .schema("x int, X int")
              .load(file.toString());
      assertThat(rows.select("X").collectAsList())
          .containsExactly(RowFactory.create(1), RowFactory.create(3));
    } finally {
      SparkSession.setActiveSession(before);
    }
  }

  /** The schema of one array's DataFrame can be used to read another array. */
  @ParameterizedTest
  @ValueSource(strings = {"|u1", "<i4", "<f4", "<u8"})
  void theSchemaOfOneArrayReadsAnother(String dtype) throws IOException {
    ArraySpec spec = new ArraySpec(DTypes.parse(dtype), Shape.of(4, 3), Order.C, 0);
    String first = ArrayFiles.write(folder.resolve("a.dat"), spec, i -> 0).toString();
    String second = ArrayFiles.write(folder.resolve("b.dat"), spec, i -> i).toString();
    StructType schema = read("dtype", dtype, "shape", "4,3").load(first).schema();
    Dataset<Row> rows = read("dtype", dtype, "shape", "4,3").schema(schema).load(second);
    assertThat(rows.schema()).isEqualTo(schema);
    assertThat(rows.collectAsList())
        .isEqualTo(read("dtype", dtype, "shape", "4,3").load(second).collectAsList());
  }

  private static ScalarDType dtype(ScalarKind kind, char prefix) {
    return (ScalarDType) DTypes.parse("" + prefix + kind.code() + kind.itemsize());
  }

  private static long floatOne(ScalarKind kind) {
    return switch (kind) {
      case FLOAT16 -> 0x3c00;
      case FLOAT32 -> Float.floatToRawIntBits(1);
      default -> Double.doubleToRawLongBits(1);
    };
  }

  private static DataFrameReader read(String... options) {
    DataFrameReader reader = SPARK.spark().read().format("memmap");
    for (int i = 0; i < options.length; i += 2) {
      reader.option(options[i], options[i + 1]);
    }
    return reader;
  }
}
