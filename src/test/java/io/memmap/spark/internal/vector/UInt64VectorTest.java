package io.memmap.spark.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Endian;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UInt64VectorTest {
  private static final long LARGEST = -1;
  private static final long FIRST_BEYOND_BIGINT = Long.MIN_VALUE;

  @ParameterizedTest
  @EnumSource
  void anyValueIsExactAsADecimal(Endian endian) {
    StoredValues values =
        new StoredValues(
            new ScalarDType(ScalarKind.UINT64, endian),
            0,
            1,
            Long.MAX_VALUE,
            FIRST_BEYOND_BIGINT,
            LARGEST);
    try (NativeBytes memory = values.inMemory(13)) {
      StridedVector vector = values.vector(DataTypes.createDecimalType(20, 0), 13);
      vector.moveTo(memory.address());
      for (int i = 0; i < values.count(); i++) {
        Decimal found = vector.getDecimal(i, 20, 0);
        assertThat(found.toJavaBigDecimal()).isEqualTo(values.decimal(i));
        assertThat(found.precision()).isEqualTo(20);
        assertThat(found.scale()).isZero();
      }
      assertThat(vector.getDecimal(4, 20, 0)).hasToString("18446744073709551615");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aValueThatFitsBigintIsReadAsBigint(Endian endian) {
    StoredValues values =
        new StoredValues(
            new ScalarDType(ScalarKind.UINT64, endian), 0, 1, 0x0102030405060708L, Long.MAX_VALUE);
    try (NativeBytes memory = values.inMemory(8)) {
      StridedVector vector = values.vector(DataTypes.LongType, 8);
      vector.moveTo(memory.address());
      for (int i = 0; i < values.count(); i++) {
        assertThat(vector.getLong(i)).isEqualTo(values.bits(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aValueBeyondBigintIsAnError(Endian endian) {
    StoredValues values =
        new StoredValues(new ScalarDType(ScalarKind.UINT64, endian), FIRST_BEYOND_BIGINT, LARGEST);
    try (NativeBytes memory = values.inMemory(8)) {
      StridedVector vector = values.vector(DataTypes.LongType, 8);
      vector.moveTo(memory.address());
      assertRefused(vector, 0, "9223372036854775808");
      assertRefused(vector, 1, "18446744073709551615");
      assertRefused(vector.at(memory.address() + 8), 0, "18446744073709551615");
    }
  }

  private static void assertRefused(StridedVector vector, int row, String value) {
    String message =
        "column x of file f.dat: asked for bigint, found uint64 "
            + value
            + ", which is larger; leave the column's type out of the schema to read it as"
            + " decimal(20,0)";
    assertThatThrownBy(() -> vector.getLong(row))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }
}
