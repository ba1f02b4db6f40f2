package io.memmap.spark.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArraySpec;
import io.memmap.array.BytesDType;
import io.memmap.array.DType;
import io.memmap.array.Endian;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.UnicodeDType;
import io.memmap.array.VoidDType;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code S}, {@code U} and {@code V} values. */
class TextVectorTest {
  private static final String LABEL = "column x of file f.dat";

  @ParameterizedTest
  @CsvSource({
    "61620000, 6162",
    "00616200, 006162",
    "61006200, 610062",
    "00000000, ''",
    "61626364, 61626364",
    "6120200a, 6120200a",
    "fffe8000, fffe80"
  })
  void onlyTrailingNulsArePadding(String stored, String expected) {
    byte[] value = hex(stored);
    assertThat(binary(new BytesDType(4), value)).isEqualTo(hex(expected));
    assertThat(binary(new VoidDType(4), value)).isEqualTo(value);
  }

  @Test
  void valuesOfZeroBytesAreEmpty() {
    assertThat(binary(new BytesDType(0), new byte[0])).isEmpty();
    assertThat(binary(new VoidDType(0), new byte[0])).isEmpty();
    assertThat(string(new BytesDType(0), new byte[0])).isEmpty();
    assertThat(string(new UnicodeDType(0, Endian.BIG), new byte[0])).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "c0af",
        "c1bf",
        "c2",
        "c241",
        "e0809f",
        "e282",
        "e28241",
        "eda080",
        "edbfbf",
        "f08080af",
        "f0908d",
        "f4908080",
        "f5808080",
        "fe",
        "ff",
        "6162636465666768ff",
        "61fe62"
      })
  void bytesThatAreNotUtf8AreErrors(String stored) {
    byte[] value = hex(stored);
    assertThatThrownBy(() -> string(new BytesDType(value.length + 2), padded(value, 2)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(LABEL)
        .hasMessageContaining("found bytes " + stored + ", which are not UTF-8");
  }

  /** Compares with Java's own decoder. */
  @Test
  void bytesAreUtf8WhereJavaDecodesThem() {
    Random random = new Random(7);
    int[] pieces = {0x41, 0x7f, 0x80, 0xbf, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xa0, 0x9f, 0xf0, 0xf4};
    int valid = 0;
    for (int n = 0; n < 200_000; n++) {
      byte[] value = new byte[1 + random.nextInt(12)];
      for (int i = 0; i < value.length; i++) {
        value[i] = (byte) (random.nextInt(3) == 0 ? 0x61 : pieces[random.nextInt(pieces.length)]);
      }
      String expected = decoded(value);
      try (NativeBytes memory = new NativeBytes(value)) {
        int length = Utf8.validLength(memory.address(), value.length);
        assertThat(length == value.length)
            .as(HexFormat.of().formatHex(value))
            .isEqualTo(expected != null);
      }
      valid += expected == null ? 0 : 1;
    }
    assertThat(valid).isBetween(1_000, 199_000);
  }

  @ParameterizedTest
  @EnumSource
  void everyCodePointIsReadInEitherByteOrder(Endian endian) {
    Random random = new Random(9);
    List<String> texts =
        new ArrayList<>(List.of("", "A", "\0A", "A\0B", " A ", "\ufeffA", "\uffff"));
    for (int point = 1; point <= Character.MAX_CODE_POINT; point += 1 + random.nextInt(500)) {
      if (point < 0xd800 || point > 0xdfff) {
        texts.add(Character.toString(point) + "x");
      }
    }
    texts.add(Character.toString(Character.MAX_CODE_POINT));
    for (int stride : new int[] {12, 12 + 5}) {
      ByteBuffer content = ByteBuffer.allocate(texts.size() * stride).order(order(endian));
      for (int i = 0; i < texts.size(); i++) {
        content.position(i * stride);
        texts.get(i).codePoints().forEach(content::putInt);
      }
      try (NativeBytes memory = new NativeBytes(content.array())) {
        StridedVector vector = vector(new UnicodeDType(3, endian), DataTypes.StringType, stride);
        vector.moveTo(memory.address());
        for (int i = 0; i < texts.size(); i++) {
          assertThat(vector.getUTF8String(i).toString()).isEqualTo(texts.get(i));
        }
        assertThat(vector.at(memory.address() + stride).getUTF8String(0).toString()).isEqualTo("A");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0xd800, 0xdbff, 0xdc00, 0xdfff, 0x110000, 0x7fffffff, -1, Integer.MIN_VALUE})
  void invalidCodePointsAreErrors(int point) {
    for (Endian endian : Endian.values()) {
      byte[] value = ByteBuffer.allocate(8).order(order(endian)).putInt('A').putInt(point).array();
      assertThatThrownBy(() -> string(new UnicodeDType(2, endian), value))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(LABEL)
          .hasMessageContaining("found code point 0x" + Integer.toHexString(point));
    }
  }

  private static ByteOrder order(Endian endian) {
    return endian == Endian.LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  private static String decoded(byte[] value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static byte[] binary(DType dtype, byte[] value) {
    try (NativeBytes memory = new NativeBytes(surrounded(value))) {
      StridedVector vector = vector(dtype, DataTypes.BinaryType, value.length);
      vector.moveTo(memory.address() + 1);
      return vector.at(memory.address() + 1).getBinary(0).length == vector.getBinary(0).length
          ? vector.getBinary(0)
          : null;
    }
  }

  private static String string(DType dtype, byte[] value) {
    try (NativeBytes memory = new NativeBytes(surrounded(value))) {
      StridedVector vector = vector(dtype, DataTypes.StringType, value.length);
      vector.moveTo(memory.address() + 1);
      return vector.getUTF8String(0).toString();
    }
  }

  /** Bytes around a value must not become part of it. */
  private static byte[] surrounded(byte[] value) {
    byte[] content = new byte[value.length + 2];
    Arrays.fill(content, (byte) 0x7a);
    System.arraycopy(value, 0, content, 1, value.length);
    return content;
  }

  private static byte[] padded(byte[] value, int nuls) {
    return Arrays.copyOf(value, value.length + nuls);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static StridedVector vector(DType dtype, DataType type, long stride) {
    return Vectors.of(
        new ArraySpec(dtype, Shape.of(9), Order.C, 0).view().laidOut(0, stride), type, LABEL);
  }
}
