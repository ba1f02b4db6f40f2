package io.memmap.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/** Where we and NumPy differ about damaged files, on purpose. Anything else is a failure. */
final class DamagedDifference {
  private record Meant(Pattern message, String reason) {
    static Meant of(String message, String reason) {
      return new Meant(Pattern.compile(message, Pattern.DOTALL), reason);
    }
  }

  /** What NumPy reads and we refuse, by our message. */
  private static final List<Meant> REFUSED =
      List.of(
          Meant.of(
              "shape '.*(True|False).*', which is not a tuple", "refused by us: True is no length"),
          Meant.of(
              "the shape of a sub-array is|a type without a size takes",
              "refused by us: a dtype in the place of a shape"),
          Meant.of("'[<>|=]?[a-zA-Z][\\s+]+\\d+': not a NumPy", "refused by us: no plain number"),
          Meant.of("stored, yet has two lengths", "refused by us: lengths that contradict"),
          Meant.of("its directory is damaged", "refused by us: a directory of broken entries"));

  /** What NumPy refuses and we read, by its message. */
  private static final List<Meant> READ =
      List.of(
          Meant.of("Cannot parse header: .*\\\\n +\"$", "read by us: blanks after the last line"),
          Meant.of("Corrupt extra field", "read by us: extra fields that nothing asks for"),
          Meant.of("Bad CRC-32", "read by us: checksums would cost a pass over all bytes"));

  private DamagedDifference() {}

  static String ofRefused(JsonNode numpy, String ourMessage) {
    return meant(REFUSED, ourMessage, "refused by us alone: " + ourMessage + " for " + numpy);
  }

  static String ofRead(String numpysError) {
    return meant(READ, numpysError, "read by us alone, NumPy says: " + numpysError);
  }

  private static String meant(List<Meant> list, String message, String failure) {
    return list.stream()
        .filter(meant -> meant.message().matcher(message).find())
        .map(Meant::reason)
        .findFirst()
        .orElseThrow(() -> new AssertionError(failure));
  }
}
