package io.memmap.spark.internal.write.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Casting;
import io.memmap.array.Endian;
import io.memmap.array.Order;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.spark.internal.write.ArrayDataWriter;
import io.memmap.spark.internal.write.ArrayWriterFactory;
import io.memmap.spark.internal.write.commit.ArrayForm;
import io.memmap.spark.internal.write.commit.FileHead;
import io.memmap.spark.internal.write.commit.StagedForce;
import io.memmap.spark.internal.write.commit.StagedRuns;
import io.memmap.storage.runs.LocalStaging;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writes the rows of a task in one call, as Spark 4.0 and later do, and one by one, as 3.5 does.
 */
final class WriteAllTest {
  /** More rows of four bytes than fit in a block of a staging file. */
  private static final int ROWS = 70_003;

  /** A raw array; the writer needs only the offset of its data. */
  private static final ArrayForm FORM =
      new ArrayForm(
          new ScalarDType(ScalarKind.UINT8, Endian.LITTLE),
          Optional.empty(),
          Order.C,
          new FileHead.Gap(0));

  @TempDir Path folder;

  private int attempts;

  static List<Arguments> plainTypes() {
    List<Arguments> cases = new ArrayList<>();
    for (Endian endian : Endian.values()) {
      cases.add(plain(DataTypes.FloatType, ScalarKind.FLOAT32, endian, i -> i * 0.5f));
      cases.add(plain(DataTypes.DoubleType, ScalarKind.FLOAT64, endian, i -> i * -0.25));
      cases.add(plain(DataTypes.IntegerType, ScalarKind.INT32, endian, i -> i * -7));
      cases.add(plain(DataTypes.LongType, ScalarKind.INT64, endian, i -> (long) i << 33));
      cases.add(plain(DataTypes.ShortType, ScalarKind.INT16, endian, i -> (short) i));
    }
    return cases;
  }

  private static Arguments plain(
      DataType type, ScalarKind kind, Endian endian, IntFunction<Object> value) {
    return Arguments.of(type, new ScalarDType(kind, endian), value);
  }

  @ParameterizedTest
  @MethodSource("plainTypes")
  void storesOneColumnOrSeveral(DataType type, ScalarDType dtype, IntFunction<Object> value)
      throws IOException {
    for (int columns : new int[] {1, 3}) {
      StructType schema = new StructType();
      List<CellPlan> cells = new ArrayList<>();
      for (int c = 0; c < columns; c++) {
        schema = schema.add("c" + c, type, false);
        cells.add(cell("c" + c, c, type, dtype, c * dtype.itemsize(), false));
      }
      Object[][] rows = new Object[ROWS / columns][columns];
      ByteBuffer expected =
          ByteBuffer.allocate(ROWS / columns * columns * dtype.itemsize())
              .order(dtype.endian() == Endian.BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < rows.length; i++) {
        for (int c = 0; c < columns; c++) {
          rows[i][c] = value.apply(i * columns + c);
          put(expected, rows[i][c]);
        }
      }
      assertWritten(
              new RecordPlan.Scalars(
                  cells, expected.capacity() / rows.length, List.of((long) columns)),
              schema,
              rows)
          .isEqualTo(expected.array());
    }
  }

  @Test
  void storesNullsAmongValues() throws IOException {
    StructType schema = new StructType().add("x", DataTypes.FloatType).add("y", "float", false);
    ScalarDType dtype = new ScalarDType(ScalarKind.FLOAT32, Endian.LITTLE);
    List<CellPlan> cells =
        List.of(
            cell("x", 0, DataTypes.FloatType, dtype, 0, true),
            cell("y", 1, DataTypes.FloatType, dtype, 4, false));
    Object[][] rows = new Object[ROWS][];
    ByteBuffer expected = ByteBuffer.allocate(ROWS * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ROWS; i++) {
      rows[i] = new Object[] {i % 1000 == 500 ? null : (Float) (float) i, -1f};
      expected.putFloat(i % 1000 == 500 ? -9 : i).putFloat(-1);
    }
    assertWritten(new RecordPlan.Scalars(cells, 8, List.of(2L)), schema, rows)
        .isEqualTo(expected.array());
  }

  @Test
  void anErrorNamesRowAndColumn() {
    StructType schema = new StructType().add("x", DataTypes.IntegerType, false);
    ScalarDType dtype = new ScalarDType(ScalarKind.UINT16, Endian.LITTLE);
    RecordPlan plan =
        new RecordPlan.Scalars(
            List.of(cell("x", 0, DataTypes.IntegerType, dtype, 0, false)), 2, List.of());
    Object[][] rows =
        IntStream.range(0, ROWS).mapToObj(i -> new Object[] {i}).toArray(Object[][]::new);
    for (boolean atOnce : new boolean[] {true, false}) {
      assertThatThrownBy(() -> write(plan, schema, rows, atOnce))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "file a.dat: row 65536 of partition 4, column x: 65536 is out of range for uint16;"
                  + " give another dtype, or casting=unsafe");
    }
  }

  @Test
  void storesNothingWithoutRows() throws IOException {
    StructType schema = new StructType().add("x", DataTypes.IntegerType, false);
    ScalarDType dtype = new ScalarDType(ScalarKind.INT32, Endian.LITTLE);
    RecordPlan plan =
        new RecordPlan.Scalars(
            List.of(cell("x", 0, DataTypes.IntegerType, dtype, 0, false)), 4, List.of());
    assertWritten(plan, schema, new Object[0][]).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Endian.class)
  void storesArraysWithAndWithoutNulls(Endian endian) throws IOException {
    for (boolean nullable : new boolean[] {false, true}) {
      StructType schema =
          new StructType()
              .add("v", DataTypes.createArrayType(DataTypes.FloatType, nullable), false);
      ScalarDType dtype = new ScalarDType(ScalarKind.FLOAT32, endian);
      CellPlan element = cell("v", 0, DataTypes.FloatType, dtype, 0, nullable);
      RecordPlan plan = new RecordPlan.NestedArray(element, 1, false, List.of(), List.of(0L));
      int length = 70; // two words of null bits
      Object[][] rows = new Object[5_000][];
      ByteBuffer expected =
          ByteBuffer.allocate(rows.length * length * 4)
              .order(endian == Endian.BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < rows.length; i++) {
        Object[] values = new Object[length];
        for (int j = 0; j < length; j++) {
          boolean isNull = nullable && i % 3 == 1 && j == length - 1;
          values[j] = isNull ? null : (Float) (i + j * 0.5f);
          expected.putFloat(isNull ? -9 : i + j * 0.5f);
        }
        rows[i] = new Object[] {new org.apache.spark.sql.catalyst.util.GenericArrayData(values)};
      }
      assertWritten(plan, schema, rows).isEqualTo(expected.array());
    }
  }

  @Test
  void anArrayOfAnotherLengthIsRefused() {
    StructType schema =
        new StructType().add("v", DataTypes.createArrayType(DataTypes.FloatType, false), false);
    ScalarDType dtype = new ScalarDType(ScalarKind.FLOAT32, Endian.LITTLE);
    CellPlan element = cell("v", 0, DataTypes.FloatType, dtype, 0, false);
    RecordPlan plan = new RecordPlan.NestedArray(element, 1, false, List.of(), List.of(0L));
    for (int other : new int[] {3, 5}) {
      Object[][] rows = {{floats(4)}, {floats(4)}, {floats(other)}};
      assertThatThrownBy(() -> write(plan, schema, rows, true))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("row 2 of partition 4, column v: ragged: an array of " + other);
    }
  }

  private static Object floats(int length) {
    return org.apache.spark.sql.catalyst.expressions.UnsafeArrayData.fromPrimitiveArray(
        new float[length]);
  }

  private static CellPlan cell(
      String name, int ordinal, DataType type, ScalarDType dtype, int offset, boolean nullable) {
    return new CellPlan(
        name,
        ordinal,
        type,
        dtype,
        offset,
        nullable ? "-9" : null,
        Casting.CHECKED,
        nullable,
        false);
  }

  private static void put(ByteBuffer target, Object value) {
    if (value instanceof Float number) {
      target.putFloat(number);
    } else if (value instanceof Double number) {
      target.putDouble(number);
    } else if (value instanceof Integer number) {
      target.putInt(number);
    } else if (value instanceof Long number) {
      target.putLong(number);
    } else {
      target.putShort((Short) value);
    }
  }

  /** Asserts the same bytes for both ways of writing, and for rows that are not UnsafeRows. */
  private org.assertj.core.api.AbstractByteArrayAssert<?> assertWritten(
      RecordPlan plan, StructType schema, Object[][] rows) throws IOException {
    byte[] atOnce = write(plan, schema, rows, true);
    assertThat(write(plan, schema, rows, false)).isEqualTo(atOnce);
    Iterator<InternalRow> general =
        Arrays.stream(rows).<InternalRow>map(GenericInternalRow::new).iterator();
    assertThat(write(plan, general, true)).isEqualTo(atOnce);
    return assertThat(atOnce);
  }

  private byte[] write(RecordPlan plan, StructType schema, Object[][] rows, boolean atOnce)
      throws IOException {
    UnsafeProjection unsafe = UnsafeProjection.create(schema);
    Iterator<InternalRow> iterator =
        Arrays.stream(rows)
            .<InternalRow>map(
                row -> {
                  UnsafeRow same = unsafe.apply(new GenericInternalRow(row));
                  return same; // the next row is the same object, as in Spark
                })
            .iterator();
    return write(plan, iterator, atOnce);
  }

  private byte[] write(RecordPlan plan, Iterator<InternalRow> rows, boolean atOnce)
      throws IOException {
    ArrayWriterFactory factory =
        new ArrayWriterFactory(
            "a.dat",
            new LocalStaging(folder.toString()),
            1,
            plan,
            new IndexPlan.Sequential(),
            FORM,
            false,
            StagedForce.everywhere(false));
    try (ArrayDataWriter writer = new ArrayDataWriter(factory, 4, attempts++)) {
      if (atOnce) {
        writer.writeAll(rows);
      } else {
        while (rows.hasNext()) {
          writer.write(rows.next());
        }
      }
      StagedRuns staged = (StagedRuns) writer.commit();
      assertThat(staged.runs()).hasSizeLessThanOrEqualTo(1);
      return staged.runs().isEmpty()
          ? new byte[0]
          : Files.readAllBytes(Path.of(staged.runs().get(0).file()));
    }
  }
}
