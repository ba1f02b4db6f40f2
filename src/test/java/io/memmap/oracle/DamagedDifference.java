package io.memmap.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/** The intended differences from NumPy on damaged files. Any other difference fails the test. */
final class DamagedDifference {
  private record Meant(Pattern message, String reason) {
    static Meant of(String message, String reason) {
      return new Meant(Pattern.compile(message, Pattern.DOTALL), reason);
    }
  }

  /** Errors of the connector for files that NumPy reads, by the connector's message. */
  private static final List<Meant> REFUSED =
      List.of(
          Meant.of(
              "shape '.*(True|False).*', which is not a tuple",
              "refused by us: True is not a length"),
          Meant.of(
              "the shape of a sub-array is|a type without a size takes",
              "refused by us: a dtype where a shape belongs"),
          Meant.of(
              "'[<>|=]?[a-zA-Z][\\s+]+\\d+': not a NumPy", "refused by us: not a plain number"),
          Meant.of(
              "stored, yet has two lengths", "refused by us: lengths that contradict each other"),
          Meant.of("its directory is damaged", "refused by us: a damaged directory"));

  /** Errors of NumPy for files that the connector reads, by NumPy's message. */
  private static final List<Meant> READ =
      List.of(
          Meant.of("Cannot parse header: .*\\\\n +\"$", "read by us: blanks after the last line"),
          Meant.of("Corrupt extra field", "read by us: extra fields that are not needed"),
          Meant.of("Bad CRC-32", "read by us: checking it would read all bytes"));

  private DamagedDifference() {}

  static String ofRefused(JsonNode numpy, String ourMessage) {
    return meant(REFUSED, ourMessage, "only refused by us: " + ourMessage + " for " + numpy);
  }

  static String ofRead(String numpysError) {
    return meant(READ, numpysError, "only read by us, NumPy says: " + numpysError);
  }

  private static String meant(List<Meant> list, String message, String failure) {
    return list.stream()
        .filter(meant -> meant.message().matcher(message).find())
        .map(Meant::reason)
        .findFirst()
        .orElseThrow(() -> new AssertionError(failure));
  }
}
