package io.memmap.array;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes as people type them and as Python prints them. */
class ShapeParserTest {
  private static final String ADVICE = "; write 1000,1000 or (1000, 1000), () for a 0-d array";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1000                            | (1000,)
          1000,1000                       | (1000, 1000)
          (1000, 1000)                    | (1000, 1000)
          [1000, 1000]                    | (1000, 1000)
          (3,)                            | (3,)
          3,                              | (3,)
          (3)                             | (3,)
          2 , 3,4                         | (2, 3, 4)
          ( 2,3 )                         | (2, 3)
          (2, 3,)                         | (2, 3)
          ()                              | ()
          []                              | ()
          ( )                             | ()
          0                               | (0,)
          (0, 5)                          | (0, 5)
          -1                              | (-1,)
          -1,3                            | (-1, 3)
          (3, -1, 2)                      | (3, -1, 2)
          +3                              | (3,)
          00                              | (0,)
          9223372036854775807             | (9223372036854775807,)
          np.int64(3)                     | (3,)
          (np.int64(3), 4)                | (3, 4)
          [np.int64(3), np.uint8(4)]      | (3, 4)
          (numpy.int32(-1), np.intp(2))   | (-1, 2)
          (np.int_(3), np.uintc(4))       | (3, 4)
          """)
  void shapesAreRead(String text, String shape) {
    assertThat(Shape.parse(text)).hasToString(shape);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,000,000     | 000 | 1000000
          10,000        | 000 | 10000
          (1, 000, 000) | 000 | 1000000
          1,024,768     | 024 | 1024768
          2,00          | 00  | 200
          """)
  void digitsAreNotGrouped(String text, String item, String meant) {
    assertThatThrownBy(() -> Shape.parse(text))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage(
            "shape '%s': '%s' begins with a zero; commas separate lengths and not digits, so write"
                    .formatted(text, item)
                + " %s for one length, and 0 for a length of zero".formatted(meant));
    assertThat(Shape.parse(meant)).isEqualTo(Shape.of(Long.parseLong(meant)));
  }

  @Test
  void blanksAroundAShapeDoNotMatter() {
    assertThat(Shape.parse("  (3, 4)\n")).isEqualTo(Shape.of(3, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          3,,4                  | '' is not an integer
          ,3                    | '' is not an integer
          3,4,,                 | '' is not an integer
          ,                     | '' is not an integer
          (,)                   | '' is not an integer
          3x4                   | '3x4' is not an integer
          3 4                   | '3 4' is not an integer
          3;4                   | '3;4' is not an integer
          1e3                   | '1e3' is not an integer
          1_000                 | '1_000' is not an integer
          3.0                   | '3.0' is not an integer
          0x10                  | '0x10' is not an integer
          007                   | '007' is not an integer
          np.int64(03)          | 'np.int64(03)' is not an integer
          np.int7(3)            | 'np.int7(3)' is not an integer
          True                  | 'True' is not an integer
          None                  | 'None' is not an integer
          - 1                   | '- 1' is not an integer
          3)                    | '3)' is not an integer
          ((3, 4))              | '(3' is not an integer
          np.float64(3)         | 'np.float64(3)' is not an integer
          np.int64(3            | 'np.int64(3' is not an integer
          (3, 4                 | the bracket is not closed
          (3, 4]                | the bracket is not closed
          [3, 4)                | the bracket is not closed
          (                     | the bracket is not closed
          9223372036854775808   | '9223372036854775808' does not fit 64 bits
          -9223372036854775809  | '-9223372036854775809' does not fit 64 bits
          """)
  void invalidShapesAreRefusedWithTheReason(String text, String reason) {
    assertThatThrownBy(() -> Shape.parse(text))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage("shape '" + text + "': " + reason + ADVICE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void anEmptyTextIsRefusedAsAShape(String text) {
    assertThatThrownBy(() -> Shape.parse(text))
        .hasMessage("shape '" + text + "': '' is not an integer" + ADVICE);
  }

  @Test
  void shapesInTheAdviceAreAccepted() {
    assertThat(Shape.parse("1000,1000")).isEqualTo(Shape.parse("(1000, 1000)"));
    assertThat(Shape.parse("()")).isEqualTo(Shape.of());
  }

  static Stream<String> hostileTexts() {
    return Stream.of(
        "(".repeat(10_000),
        "[".repeat(5_000) + "]".repeat(5_000),
        "1".repeat(10_000),
        "1,".repeat(5_000),
        ",".repeat(10_000),
        " ".repeat(10_000),
        "np.int64(" + "1".repeat(9_000) + ")",
        "np.int64(".repeat(1_000),
        "-".repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void aHostileTextIsRefusedAtOnce(String text) {
    assertThat(assertTimeout(ofSeconds(30), () -> refusalOf(text)))
        .hasMessageStartingWith("shape ");
  }

  @Test
  void aTextMayHaveTenThousandCharacters() {
    assertThat(Shape.parse("3" + " ".repeat(9_999))).isEqualTo(Shape.of(3));
    assertThat(refusalOf("3" + " ".repeat(10_000)))
        .hasMessage("shape text of 10001 characters; at most 10000");
  }

  @Test
  void aTextOfAHundredMegabytesIsNotLookedAt() {
    String text = "1,".repeat(50 << 20);
    assertThat(assertTimeout(ofSeconds(30), () -> refusalOf(text)))
        .hasMessage("shape text of 104857600 characters; at most 10000");
  }

  private static InvalidArrayException refusalOf(String text) {
    return catchThrowableOfType(InvalidArrayException.class, () -> Shape.parse(text));
  }
}
