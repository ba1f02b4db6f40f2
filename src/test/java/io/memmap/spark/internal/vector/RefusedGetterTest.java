package io.memmap.spark.internal.vector;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Endian;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Getters of types that a vector does not have fail instead of returning garbage. */
class RefusedGetterTest {
  private static final Map<String, Consumer<StridedVector>> GETTERS =
      Map.ofEntries(
          Map.entry("boolean", vector -> vector.getBoolean(0)),
          Map.entry("byte", vector -> vector.getByte(0)),
          Map.entry("short", vector -> vector.getShort(0)),
          Map.entry("int", vector -> vector.getInt(0)),
          Map.entry("long", vector -> vector.getLong(0)),
          Map.entry("float", vector -> vector.getFloat(0)),
          Map.entry("double", vector -> vector.getDouble(0)),
          Map.entry("decimal", vector -> vector.getDecimal(0, 20, 0)),
          Map.entry("array", vector -> vector.getArray(0)),
          Map.entry("map", vector -> vector.getMap(0)),
          Map.entry("string", vector -> vector.getUTF8String(0)),
          Map.entry("binary", vector -> vector.getBinary(0)),
          Map.entry("struct", vector -> vector.getChild(0)));

  static Stream<Arguments> vectors() {
    return Stream.of(
            "BOOL BoolVector boolean: boolean byte",
            "INT8 ByteVector tinyint: byte short int long",
            "UINT8 ShortVector smallint: short int long",
            "INT16 ShortVector smallint: short int long",
            "UINT16 IntVector int: int long",
            "INT32 IntVector int: int long",
            "UINT32 LongVector bigint: long",
            "INT64 LongVector bigint: long",
            "UINT64 UInt64Vector decimal(20,0): long decimal",
            "FLOAT16 FloatVector float: float double",
            "FLOAT32 FloatVector float: float double",
            "FLOAT64 DoubleVector double: double")
        .map(line -> line.split(":? ", 4))
        .map(words -> Arguments.of(words[0], words[1], words[2], words[3]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void gettersOfTheTypeAndWiderTypesReturnValues(
      ScalarKind kind, String name, String type, String answered) {
    List<String> known = List.of(answered.split(" "));
    for (Endian endian : Endian.values()) {
      StoredValues values = new StoredValues(new ScalarDType(kind, endian), 1);
      try (NativeBytes memory = values.inMemory(kind.itemsize())) {
        StridedVector vector = values.vector(values.type(), kind.itemsize());
        vector.moveTo(memory.address());
        GETTERS.forEach(
            (asked, getter) -> {
              if (known.contains(asked)) {
                getter.accept(vector);
              } else {
                assertThatThrownBy(() -> getter.accept(vector))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(name + " of " + type + " has no " + asked);
              }
            });
      }
    }
  }

  @Test
  void gettersOfScalarsFailForArrays() {
    StridedVector row =
        new StoredValues(new ScalarDType(ScalarKind.INT32, Endian.LITTLE), 1)
            .vector(DataTypes.IntegerType, 4);
    StridedVector array =
        new ArrayVector(DataTypes.createArrayType(DataTypes.IntegerType, false), 4, 1, row);
    assertThatThrownBy(() -> array.getInt(0))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("ArrayVector of array<int> has no int");
  }
}
