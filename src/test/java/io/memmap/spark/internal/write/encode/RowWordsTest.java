package io.memmap.spark.internal.write.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.Endian;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RowWordsTest {
  /** More than 64 columns: the bits that mark nulls take two words. */
  private static final int FIELDS = 70;

  private static final int[] ORDINALS = {69, 0, 3, 3, 64};

  @ParameterizedTest
  @EnumSource(Endian.class)
  void copiesFloatsOfRowsInBytesWordsAndObjects(Endian endian) {
    Object[] first = floats(0.5f);
    Object[] second = floats(-1e30f);
    second[3] = Float.intBitsToFloat(0x7FC0_0123);
    StructType schema = columns(DataTypes.FloatType);
    List<InternalRow> rows =
        List.of(inBytes(schema, first), inWords(schema, second), new GenericInternalRow(first));

    ByteBuffer wanted = ByteBuffer.allocate(3 * ORDINALS.length * 4).order(order(endian));
    for (Object[] row : List.of(first, second, first)) {
      for (int ordinal : ORDINALS) {
        wanted.putInt(Float.floatToRawIntBits((float) row[ordinal]));
      }
    }

    assertThat(encoded(DataTypes.FloatType, ScalarKind.FLOAT32, endian, rows, wanted.capacity()))
        .isEqualTo(wanted.array());
  }

  @ParameterizedTest
  @EnumSource(Endian.class)
  void copiesLongsOfRowsInBytesWordsAndObjects(Endian endian) {
    Object[] first = longs(Long.MIN_VALUE);
    Object[] second = longs(0x0102_0304_0506_0708L);
    StructType schema = columns(DataTypes.LongType);
    List<InternalRow> rows =
        List.of(inWords(schema, first), new GenericInternalRow(second), inBytes(schema, second));

    ByteBuffer wanted = ByteBuffer.allocate(3 * ORDINALS.length * 8).order(order(endian));
    for (Object[] row : List.of(first, second, second)) {
      for (int ordinal : ORDINALS) {
        wanted.putLong((long) row[ordinal]);
      }
    }

    assertThat(encoded(DataTypes.LongType, ScalarKind.INT64, endian, rows, wanted.capacity()))
        .isEqualTo(wanted.array());
  }

  @Test
  void stopsWhenTheTargetIsFullAndContinuesThere() {
    StructType schema = columns(DataTypes.FloatType);
    Iterator<InternalRow> rows =
        List.<InternalRow>of(inBytes(schema, floats(1)), inBytes(schema, floats(2))).iterator();
    RowWords words = words(DataTypes.FloatType, ScalarKind.FLOAT32, Endian.LITTLE);
    byte[] one = new byte[ORDINALS.length * 4];

    assertThat(words.encode(rows, one, 0)).isEqualTo(one.length);
    assertThat(rows.hasNext()).isTrue();
    assertThat(words.encode(rows, one, 0)).isEqualTo(one.length);
    assertThat(rows.hasNext()).isFalse();
    assertThat(words.encode(rows, one, 0)).isZero();
  }

  private static byte[] encoded(
      DataType type, ScalarKind kind, Endian endian, List<InternalRow> rows, int bytes) {
    byte[] target = new byte[bytes];
    int end = words(type, kind, endian).encode(rows.iterator(), target, 0);
    return Arrays.copyOf(target, end);
  }

  private static RowWords words(DataType type, ScalarKind kind, Endian endian) {
    ScalarDType dtype = new ScalarDType(kind, endian);
    return RowWords.of(PlainEncoder.of(type, dtype).orElseThrow(), dtype, ORDINALS);
  }

  private static StructType columns(DataType type) {
    StructType schema = new StructType();
    for (int i = 0; i < FIELDS; i++) {
      schema = schema.add("_c" + i, type, false);
    }
    return schema;
  }

  private static Object[] floats(float from) {
    return IntStream.range(0, FIELDS).mapToObj(i -> from * (i + 1)).toArray();
  }

  private static Object[] longs(long from) {
    return IntStream.range(0, FIELDS).mapToObj(i -> from + i).toArray();
  }

  private static UnsafeRow inBytes(StructType schema, Object[] values) {
    return UnsafeProjection.create(schema).apply(new GenericInternalRow(values)).copy();
  }

  /** The row in the middle of an array of longs, as a sort keeps rows. */
  private static UnsafeRow inWords(StructType schema, Object[] values) {
    UnsafeRow row = inBytes(schema, values);
    long[] page = new long[row.getSizeInBytes() / Long.BYTES + 3];
    long offset = Platform.LONG_ARRAY_OFFSET + 3L * Long.BYTES;
    Platform.copyMemory(
        row.getBaseObject(), row.getBaseOffset(), page, offset, row.getSizeInBytes());
    UnsafeRow there = new UnsafeRow(FIELDS);
    there.pointTo(page, offset, row.getSizeInBytes());
    return there;
  }

  private static ByteOrder order(Endian endian) {
    return endian == Endian.BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }
}
