package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Compares a value of a Spark row with NumPy's value in the notation of the fixtures. */
final class GoldenElement {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  private GoldenElement() {}

  /** Fails unless {@code actual} is the {@code expected} value of the fixtures' {@code type}. */
  static void assertSame(Object actual, JsonNode expected, JsonNode type) {
    switch (type.path("kind").textValue()) {
      case "complex" -> assertComplex((Row) actual, expected, type.path("size").intValue());
      case "bytes", "void" ->
          assertThat(HexFormat.of().formatHex((byte[]) actual)).isEqualTo(expected.textValue());
      case "str" -> assertThat(actual).isEqualTo(expected.textValue());
      case "datetime", "timedelta" -> assertTime(actual, expected, type);
      case "array" -> assertArray(actual, expected, type);
      case "struct" -> assertStruct((Row) actual, expected, type);
      default -> assertNumber(actual, expected, GoldenScope.kind(type).orElseThrow());
    }
  }

  private static void assertNumber(Object actual, JsonNode expected, NumpyKind kind) {
    ByteBuffer bytes = ByteBuffer.allocate(kind.canonicalWidth()).order(ByteOrder.LITTLE_ENDIAN);
    kind.put(bytes, actual);
    assertThat(bytes.array()).isEqualTo(GoldenValues.encode(expected, kind));
  }

  private static void assertComplex(Row actual, JsonNode expected, int size) {
    NumpyKind part = size == 8 ? NumpyKind.FLOAT32 : NumpyKind.FLOAT64;
    assertThat(actual.schema().fieldNames()).containsExactly("real", "imag");
    assertNumber(actual.get(0), expected.path("re"), part);
    assertNumber(actual.get(1), expected.path("im"), part);
  }

  private static void assertArray(Object actual, JsonNode expected, JsonNode type) {
    List<Object> found = new ArrayList<>();
    List<JsonNode> wanted = new ArrayList<>();
    int axes = type.path("shape").size();
    flatten(actual, axes, found);
    flatten(expected, axes, wanted);
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < found.size(); i++) {
      assertSame(found.get(i), wanted.get(i), type.path("base"));
    }
  }

  private static void flatten(Object nested, int axes, List<Object> elements) {
    if (axes == 0) {
      elements.add(nested);
    } else {
      // a row returns arrays as Java lists on every Scala version
      RowFactory.create(nested).getList(0).forEach(item -> flatten(item, axes - 1, elements));
    }
  }

  /** Flattens an array of {@code axes} axes; its elements may be lists themselves. */
  static void flatten(JsonNode nested, int axes, List<JsonNode> elements) {
    if (axes == 0) {
      elements.add(nested);
    } else {
      nested.forEach(item -> flatten(item, axes - 1, elements));
    }
  }

  private static void assertStruct(Row actual, JsonNode expected, JsonNode type) {
    assertThat(actual.length()).isEqualTo(type.path("fields").size());
    for (int i = 0; i < actual.length(); i++) {
      JsonNode field = type.path("fields").path(i);
      String name = field.path("name").textValue();
      assertThat(actual.schema().fieldNames()[i]).isEqualTo(name);
      assertSame(actual.get(i), expected.path(name), field.path("type"));
    }
  }

  private static void assertTime(Object actual, JsonNode expected, JsonNode type) {
    if (expected.isNull()) {
      assertThat(actual).isNull();
      return;
    }
    BigInteger ticks = new BigInteger(expected.textValue());
    if (actual instanceof Long raw) {
      assertThat(raw).isEqualTo(ticks.longValueExact());
    } else if (actual instanceof LocalDate date) {
      assertThat(date).isEqualTo(date(ticks, type));
    } else {
      assertThat(micros(actual)).isEqualTo(micros(ticks, type).orElseThrow());
    }
  }

  private static BigInteger micros(Object actual) {
    if (actual instanceof LocalDateTime time) {
      return BigInteger.valueOf(time.toEpochSecond(ZoneOffset.UTC))
          .multiply(MILLION)
          .add(BigInteger.valueOf(time.get(ChronoField.MICRO_OF_SECOND)));
    }
    Duration duration = (Duration) actual;
    return BigInteger.valueOf(duration.getSeconds())
        .multiply(MILLION)
        .add(BigInteger.valueOf(duration.getNano() / 1000));
  }

  /** Whether Spark's default type for these times counts microseconds. */
  static boolean countsMicros(JsonNode type) {
    boolean date = List.of("Y", "M", "W", "D").contains(type.path("unit").textValue());
    boolean datetime = type.path("kind").textValue().equals("datetime");
    return micros(BigInteger.ONE, type).isPresent() && !(datetime && date);
  }

  /** Whether a value, or a field of it, is a time outside the range of Spark's types. */
  static boolean isTooFar(JsonNode value, JsonNode type) {
    if (type.path("kind").asText().equals("struct")) {
      for (JsonNode field : type.path("fields")) {
        if (isTooFar(value.path(field.path("name").textValue()), field.path("type"))) {
          return true;
        }
      }
      return false;
    }
    boolean time = List.of("datetime", "timedelta").contains(type.path("kind").asText());
    if (!time || !value.isTextual()) {
      return false;
    }
    Optional<BigInteger> micros = micros(new BigInteger(value.textValue()), type);
    if (countsMicros(type)) {
      return micros.filter(all -> all.bitLength() > 63).isPresent();
    }
    BigInteger perDay = BigInteger.valueOf(86_400_000_000L);
    return micros.filter(all -> all.divide(perDay).bitLength() > 31).isPresent();
  }

  /** The microseconds of {@code ticks}, rounded down; empty for units without a length. */
  static Optional<BigInteger> micros(BigInteger ticks, JsonNode type) {
    String unit = type.path("unit").textValue();
    BigInteger units = ticks.multiply(BigInteger.valueOf(type.path("count").longValue()));
    long length =
        switch (unit) {
          case "W" -> 7 * 86_400_000_000L;
          case "D" -> 86_400_000_000L;
          case "h" -> 3_600_000_000L;
          case "m" -> 60_000_000L;
          case "s" -> 1_000_000L;
          case "ms" -> 1000L;
          case "us" -> 1L;
          default -> 0L;
        };
    if (length > 0) {
      return Optional.of(units.multiply(BigInteger.valueOf(length)));
    }
    int thousands = List.of("ns", "ps", "fs", "as").indexOf(unit) + 1;
    BigInteger parts = BigInteger.valueOf(1000).pow(thousands);
    BigInteger[] split = units.divideAndRemainder(parts);
    BigInteger floored = split[1].signum() < 0 ? split[0].subtract(BigInteger.ONE) : split[0];
    return thousands == 0 ? Optional.empty() : Optional.of(floored);
  }

  private static LocalDate date(BigInteger ticks, JsonNode type) {
    long units = ticks.longValueExact() * type.path("count").longValue();
    return switch (type.path("unit").textValue()) {
      case "Y" -> YearMonth.of(1970, 1).plusYears(units).atDay(1);
      case "M" -> YearMonth.of(1970, 1).plusMonths(units).atDay(1);
      case "W" -> LocalDate.EPOCH.plusWeeks(units);
      default -> LocalDate.EPOCH.plusDays(units);
    };
  }
}
