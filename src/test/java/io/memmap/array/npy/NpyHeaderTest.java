package io.memmap.array.npy;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NpyHeaderTest {
  private static final String DICT = "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }";
  private static final String ASKED =
      "a .npy header, a dict of descr, fortran_order and shape: found ";
  private static final String CURE = "; save the array again with np.save";

  private static byte[] header(int version, String dict) {
    byte[] text =
        dict.getBytes(version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    return header(version, text.length, text);
  }

  private static byte[] header(int version, long length, byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(NpyHeader.magic());
    out.write(version);
    out.write(0);
    ByteBuffer claimed = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    out.write(claimed.array(), 0, version == 1 ? 2 : 4);
    out.writeBytes(text);
    return out.toByteArray();
  }

  private static NpyHeader parse(byte[] bytes) {
    return HeaderBytes.parse(bytes, bytes.length);
  }

  @ParameterizedTest
  @CsvSource({"1, 69", "2, 71", "3, 71"})
  void everyVersionIsRead(int version, long dataOffset) {
    assertThat(parse(header(version, DICT)))
        .isEqualTo(
            new NpyHeader(version, DTypes.parse("<i4"), Shape.of(2, 3), Order.C, dataOffset));
  }

  @Test
  void onlyTheBytesOfTheHeaderAreNeeded() {
    byte[] bytes = header(1, DICT);
    assertThat(HeaderBytes.parse(bytes, 1L << 40).dataOffset()).isEqualTo(bytes.length);
    assertThatThrownBy(() -> HeaderBytes.parse(new byte[] {(byte) 0x93, 'N'}, 1L << 40))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the header goes on after the 2 bytes that are there");
  }

  @Test
  void aSubArrayAddsItsAxes() {
    NpyHeader header =
        parse(header(1, "{'descr': ('<i4', (5,)), 'fortran_order': True, 'shape': (2, 3)}"));
    assertThat(header.spec())
        .isEqualTo(
            new ArraySpec(DTypes.parse("<i4"), Shape.of(2, 3, 5), Order.F, header.dataOffset()));
  }

  @Test
  void python2WroteLongs() {
    String dict = "{'descr': '<i4', 'fortran_order': False, 'shape': (2L, 0x3 L)}";
    assertThat(parse(header(1, dict)).shape()).isEqualTo(Shape.of(2, 3));
    assertThat(parse(header(2, dict)).shape()).isEqualTo(Shape.of(2, 3));
    assertThatThrownBy(() -> parse(header(3, dict))).hasMessageContaining("not a Python literal");
    assertThatThrownBy(() -> parse(header(1, dict.replace("L", "l"))))
        .hasMessageContaining("not a Python literal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          [1, 2] ~ '[1, 2]', which is not a dict
          {'descr': '<i4', 'shape': (2,)} ~ a dict of '['descr', 'shape']'
          {'descr': '<i4', 'fortran_order': 0, 'shape': (2,)} ~ fortran_order '0', which is neither True nor False
          {'descr': '<i4', 'fortran_order': False, 'shape': [2]} ~ shape '[2]', which is not a tuple of integers
          {'descr': '<i4', 'fortran_order': False, 'shape': (6)} ~ shape '6', which is not a tuple of integers
          {'descr': '<i4', 'fortran_order': False, 'shape': (True,)} ~ shape '(True,)', which is not a tuple of integers
          {'descr': '<i4', 'fortran_order': False, 'shape': (-1,)} ~ shape '(-1,)', in which a length is negative
          {'descr': f(), 'fortran_order': False, 'shape': ()} ~ '{'descr': f(), 'fortran_order': False, 'shape': ()}', not a Python literal at character 11: the name f, where a literal must stand
          """)
  void otherDictsAreRefused(String dict, String found) {
    assertThatThrownBy(() -> parse(header(1, dict)))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage(ASKED + found + CURE);
  }

  @Test
  void anUnsupportedDTypeSaysWhy() {
    assertThatThrownBy(
            () ->
                parse(header(1, "{'descr': [('x', '|O')], 'fortran_order': False, 'shape': (2,)}")))
        .hasMessage(
            "a .npy header of dtype '[('x', '|O')]', in '|O': Python objects are pickled, not"
                + " mapped; convert the array to a fixed-width dtype");
  }

  static Stream<byte[]> hostileHeaders() {
    String start = "{'fortran_order': False, 'shape': (2,), 'descr': ";
    return Stream.of(
        header(1, "(".repeat(9_999)),
        header(1, "[".repeat(200) + "]".repeat(200)),
        header(1, start + "[('x', ".repeat(1_400)),
        header(1, start + "[('x', ".repeat(99) + "'O'" + ")]".repeat(99) + "}"),
        header(1, start + "'" + "i4,".repeat(3_000) + "O'}"),
        header(1, start + "'" + "9".repeat(9_000) + "i4'}"),
        header(1, start + "[('x', '<i8', (1000000000000,))]}"),
        header(1, start + "'<i4'" + ", 'x': 1".repeat(1_200) + "}"),
        header(
            1, "{'descr': '<i4', 'fortran_order': False, 'shape': (9" + "0".repeat(4_000) + ",)}"),
        header(
            1, "{'descr': '<i4', 'fortran_order': False, 'shape': (" + "1,".repeat(4_900) + ")}"),
        header(1, "-".repeat(9_999)),
        header(1, "'a'".repeat(3_000)),
        header(1, " ".repeat(10_000)),
        header(1, "#".repeat(10_000)),
        header(1, "\0".repeat(10_000)),
        header(3, "'" + "\\x41".repeat(2_000)),
        header(2, 0xffff_ffffL, new byte[100]),
        header(2, 0x7fff_ffffL, new byte[100]),
        header(1, " ".repeat(10_001)),
        header(3, "é".repeat(10_001)));
  }

  @ParameterizedTest
  @MethodSource("hostileHeaders")
  void aHostileHeaderIsRefusedAtOnceAndNotEchoed(byte[] bytes) {
    InvalidArrayException refusal =
        assertTimeout(
            ofSeconds(30),
            () -> catchThrowableOfType(InvalidArrayException.class, () -> parse(bytes)));
    assertThat(refusal.getMessage()).hasSizeLessThan(400);
  }

  @Test
  void aHeaderLongerThanTheFileOrNumPysLimitIsRefused() {
    assertThatThrownBy(() -> parse(header(2, 0xffff_ffffL, new byte[100])))
        .hasMessage(
            "a .npy header: expected 4294967295 bytes, found 100 up to the end of the file; it was"
                + " cut off, so copy or save it again");
    // The header would be refused even if the file had so many bytes.
    byte[] bytes = header(2, 0xffff_ffffL, new byte[0]);
    assertThatThrownBy(() -> HeaderBytes.parse(bytes, 1L << 40))
        .hasMessage(
            "a .npy header: found one of 4294967295 bytes, NumPy reads at most 10000 characters;"
                + " save the array with fewer or shorter field names");
  }

  @Test
  void tenThousandCharactersAreRead() {
    assertThat(parse(header(1, DICT + " ".repeat(10_000 - DICT.length()))).shape())
        .isEqualTo(Shape.of(2, 3));
  }

  @Test
  void anOverlappingStructCannotBeWritten() {
    DType union = DTypes.parse("{'names': ['a', 'b'], 'formats': ['i4', 'i2'], 'offsets': [0, 0]}");
    assertThatThrownBy(() -> NpyHeader.encode(union, Shape.of(3), Order.C))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessageContaining("fields overlap or are out of order, which a descr can't say");
  }
}
