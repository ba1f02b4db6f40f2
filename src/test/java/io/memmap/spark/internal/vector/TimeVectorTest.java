package io.memmap.spark.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArraySpec;
import io.memmap.array.Endian;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.TickUnit;
import io.memmap.array.TimeDType;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ticks as Spark's dates, timestamps and intervals. */
class TimeVectorTest {
  private static final DataType DAY_TIME = DataTypes.createDayTimeIntervalType();
  private static final DataType YEAR_MONTH = DataTypes.createYearMonthIntervalType();

  @ParameterizedTest(name = "{1} ticks of {0}: day {2}")
  @CsvSource({
    "1D, 0, 0",
    "1D, -719162, -719162",
    "1D, 2147483647, 2147483647",
    "1D, -2147483648, -2147483648",
    "10D, -3, -30",
    "1W, 1, 7",
    "1W, -1, -7",
    "3W, 2, 42",
    "1M, 0, 0",
    "1M, 1, 31",
    "1M, -1, -31",
    "1M, 25, 761",
    "3M, 1, 90",
    "1Y, 50, 18262",
    "1Y, -1970, -719528",
    "1Y, 8029, 2932532",
    "25Y, 2, 18262",
    "1Y, 300000, 109572750",
    "1Y, 5879610, 2147483455",
    "1Y, -5879609, -2147483090"
  })
  void datesCountDays(String unit, long ticks, int days) {
    assertThat(read(unit, false, ticks, DataTypes.DateType)).isEqualTo((long) days);
  }

  @ParameterizedTest(name = "{1} ticks of {0}: {2} microseconds")
  @CsvSource({
    "1h, 1, 3600000000",
    "1h, 2562047788, 9223372036800000000",
    "1m, -1, -60000000",
    "1s, 9223372036854, 9223372036854000000",
    "1s, -9223372036854, -9223372036854000000",
    "25s, 2, 50000000",
    "1ms, 1, 1000",
    "1us, 9223372036854775807, 9223372036854775807",
    "1us, -9223372036854775807, -9223372036854775807",
    "1ns, 1999, 1",
    "1ns, -1, -1",
    "1ns, -1000, -1",
    "1ns, -1001, -2",
    "25ns, 41, 1",
    "1ps, 1999999, 1",
    "1fs, -1000000001, -2",
    "1as, 1000000000000, 1",
    "1as, -1, -1",
    "1as, 9223372036854775807, 9223372",
    "7as, 9223372036854775807, 64563604",
    "7as, -9223372036854775807, -64563605",
    "2147483647as, 9223372036854775807, 19807040619342712"
  })
  void timestampsAndDurationsAreFlooredMicroseconds(String unit, long ticks, long micros) {
    assertThat(read(unit, false, ticks, DataTypes.TimestampNTZType)).isEqualTo(micros);
    assertThat(read(unit, false, ticks, DataTypes.TimestampType)).isEqualTo(micros);
    assertThat(read(unit, true, ticks, DAY_TIME)).isEqualTo(micros);
  }

  @ParameterizedTest(name = "{1} ticks of {0}: {2}")
  @CsvSource({"1D, -1, -86400000000", "1W, 1, 604800000000", "2W, 3, 3628800000000"})
  void durationsOfDaysAndWeeksAreIntervals(String unit, long ticks, long micros) {
    assertThat(read(unit, true, ticks, DAY_TIME)).isEqualTo(micros);
  }

  @ParameterizedTest(name = "{1} ticks of {0}: {2} months")
  @CsvSource({
    "1M, -5, -5",
    "1Y, 2, 24",
    "5M, 3, 15",
    "10Y, -1, -120",
    "1M, 2147483647, 2147483647"
  })
  void monthsAndYearsAreYearMonthIntervals(String unit, long ticks, int months) {
    assertThat(read(unit, true, ticks, YEAR_MONTH)).isEqualTo((long) months);
  }

  @ParameterizedTest(name = "{1} ticks of {0} as {2}")
  @CsvSource({
    "1D, 2147483648, date",
    "1D, -9223372036854775807, date",
    "1W, 306783379, date",
    "2147483647W, 9223372036854775807, date",
    "1M, 70555328, date",
    "1Y, 5879611, date",
    "1Y, -5879611, date",
    "1Y, 9223372036854775807, date",
    "1Y, 768614336404564651, date",
    "1h, 2562047789, timestamp_ntz",
    "1s, 9223372036855, timestamp_ntz",
    "25s, 9223372036854775807, timestamp_ntz",
    "1ms, -9223372036854775807, timestamp_ntz",
    "2us, 9223372036854775807, timestamp_ntz",
    "2000ns, 9223372036854775807, timestamp_ntz",
    "1s, 9223372036855, timestamp"
  })
  void valuesOutOfRangeAreErrors(String unit, long ticks, String type) {
    DataType asked = DataType.fromDDL(type);
    assertThatThrownBy(() -> read(unit, false, ticks, asked))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("column x of file f.dat: asked for " + type)
        .hasMessageContaining(" of " + ticks + " ticks");
  }

  @Test
  void intervalsOutOfRangeAreErrors() {
    assertThatThrownBy(() -> read("1W", true, 15250285, DAY_TIME))
        .hasMessageContaining(" of 15250285 ticks");
    assertThatThrownBy(() -> read("1Y", true, 178956971, YEAR_MONTH))
        .hasMessageContaining(" of 178956971 ticks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1Y", "1M", "1W", "1D", "1h", "25s", "1us", "1ns", "3as", "1generic"})
  void notATimeIsNullInEveryType(String unit) {
    for (Endian endian : Endian.values()) {
      for (DataType type :
          new DataType[] {DataTypes.LongType, DataTypes.DateType, DataTypes.TimestampNTZType}) {
        try (NativeBytes memory = memory(endian, 8, TimeDType.NAT, 1)) {
          StridedVector vector = vector(dtype(unit, false, endian), type, 8);
          vector.moveTo(memory.address());
          assertThat(vector.hasNull()).isTrue();
          assertThat(vector.numNulls()).isPositive();
          assertThat(vector.isNullAt(0)).isTrue();
          assertThat(vector.isNullAt(1)).isFalse();
          assertThat(vector.at(memory.address()).isNullAt(0)).isTrue();
          // Spark's bulk copies ask for the values of nulls as well, and drop them
          if (type.equals(DataTypes.DateType)) {
            assertThat(vector.getInts(0, 2)).hasSize(2);
          } else {
            assertThat(vector.getLongs(0, 2)).hasSize(2);
          }
        }
      }
    }
  }

  @Test
  void bigintsAreStoredTicks() {
    for (Endian endian : Endian.values()) {
      for (String unit : new String[] {"1Y", "7D", "25s", "1as", "1generic"}) {
        long[] ticks = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE + 1, 0x0102030405060708L};
        try (NativeBytes memory = memory(endian, 13, ticks)) {
          StridedVector vector = vector(dtype(unit, true, endian), DataTypes.LongType, 13);
          vector.moveTo(memory.address());
          assertThat(vector.getLongs(0, ticks.length)).isEqualTo(ticks);
        }
      }
    }
  }

  /** The value, which must be the same in both byte orders. */
  private static long read(String unit, boolean duration, long ticks, DataType type) {
    long[] found = new long[2];
    for (Endian endian : Endian.values()) {
      try (NativeBytes memory = memory(endian, 8, 0, ticks)) {
        StridedVector vector = vector(dtype(unit, duration, endian), type, 8);
        vector.moveTo(memory.address());
        boolean isInt = type.equals(DataTypes.DateType) || type.equals(YEAR_MONTH);
        found[endian == Endian.LITTLE ? 0 : 1] = isInt ? vector.getInt(1) : vector.getLong(1);
      }
    }
    assertThat(found[0]).isEqualTo(found[1]);
    return found[0];
  }

  private static NativeBytes memory(Endian endian, int stride, long... ticks) {
    ByteBuffer content =
        ByteBuffer.allocate(stride * ticks.length)
            .order(endian == Endian.LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    for (int i = 0; i < ticks.length; i++) {
      content.putLong(i * stride, ticks[i]);
    }
    return new NativeBytes(content.array());
  }

  private static TimeDType dtype(String text, boolean duration, Endian endian) {
    String code = text.replaceFirst("^\\d+", "");
    TickUnit unit =
        Arrays.stream(TickUnit.values())
            .filter(known -> known.code().equals(code))
            .findFirst()
            .orElseThrow();
    int multiple = Integer.parseInt(text.substring(0, text.length() - code.length()));
    return new TimeDType(duration, unit, multiple, endian);
  }

  private static StridedVector vector(TimeDType dtype, DataType type, long stride) {
    return Vectors.of(
        new ArraySpec(dtype, Shape.of(9), Order.C, 0).view().laidOut(0, stride),
        type,
        "column x of file f.dat");
  }
}
