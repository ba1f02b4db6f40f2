package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Parses the fixtures' dtype strings with the connector's parser. */
class GoldenDTypeTest {
  private static final GoldenFixtures FIXTURES = GoldenFixtures.load();
  private static final int ENTRIES = 467;
  private static final Pattern LONG_DOUBLE = Pattern.compile("f16|c32");

  private static final Tally RAN = new Tally();

  @AfterAll
  static void summary() {
    System.out.printf(
        "Golden dtypes (NumPy %s), entries that ran: %,d%n%s%n",
        FIXTURES.numpy(), RAN.total(), RAN);
  }

  @Test
  void dtypesAreParsedAsByNumPy() {
    Verdicts verdicts = new Verdicts();
    for (JsonNode golden : FIXTURES.ofKind("dtype")) {
      String syntax = golden.path("syntax").textValue();
      boolean generous = golden.path("level").textValue().equals("may");
      for (JsonNode entry : golden.path("entries")) {
        verdicts.judge(
            golden.path("name").textValue() + " " + entry.path("spec"),
            () -> check(entry, syntax, generous));
      }
    }
    assertThat(verdicts.ran()).isEqualTo(ENTRIES);
    verdicts.assertNoneFailed("dtype");
  }

  private static void check(JsonNode entry, String syntax, boolean generous) {
    ParsedDType ours = parse(entry.path("spec").textValue(), syntax);
    if (entry.has("error")) {
      RAN.add("refused by both");
      assertThat(ours).isEqualTo(ParsedDType.REFUSED);
      return;
    }
    ParsedDType expected = GoldenTypes.of(entry.path("type"));
    if (LONG_DOUBLE.matcher(expected.tree()).find()) {
      RAN.add("refused by us: long doubles");
      assertThat(ours).isEqualTo(ParsedDType.REFUSED);
    } else if (generous) {
      RAN.add("the same, or refused: spellings that NumPy takes by accident");
      assertThat(ours).isIn(expected, ParsedDType.REFUSED);
    } else {
      RAN.add("the same");
      assertThat(ours).isEqualTo(expected);
    }
  }

  private static ParsedDType parse(String spec, String syntax) {
    return switch (syntax) {
      case "string" -> ParsedDType.of(spec);
      case "literal" -> ParsedDType.of("dtype(" + spec + ")");
      case "literal-align" -> ParsedDType.of("dtype(" + spec + ", align=True)");
      case "npy-descr" -> ParsedDType.ofDescr(spec);
      default -> throw new AssertionError("unknown syntax: " + syntax);
    };
  }
}
