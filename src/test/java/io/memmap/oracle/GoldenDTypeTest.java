package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The fixtures' dtype strings, as the connector's own parser understands them. */
class GoldenDTypeTest {
  private static final GoldenFixtures FIXTURES = GoldenFixtures.load();
  private static final int ENTRIES = 467;
  private static final int ENTRIES_RUN = 434;

  // How an entry is to be written for a parser that knows no Python: only these two.
  private static final List<String> SYNTAX = List.of("string", "literal");

  private static final Pattern SUB_ARRAY_SYNTAX = Pattern.compile("[<>=|]?[0-9(].*");

  private static final Tally RAN = new Tally();
  private static final Tally OUT_OF_SCOPE = new Tally();

  @AfterAll
  static void summary() {
    System.out.printf(
        "Golden dtypes (NumPy %s), entries that ran: %,d%n%s%nout of scope: %,d%n%s%n",
        FIXTURES.numpy(), RAN.total(), RAN, OUT_OF_SCOPE.total(), OUT_OF_SCOPE);
  }

  @Test
  void dtypes() {
    Verdicts verdicts = new Verdicts();
    for (JsonNode golden : FIXTURES.ofKind("dtype")) {
      String syntax = golden.path("syntax").textValue();
      for (JsonNode entry : golden.path("entries")) {
        if (SYNTAX.contains(syntax)) {
          boolean generous = golden.path("level").textValue().equals("may");
          verdicts.judge(
              golden.path("name").textValue() + " " + entry.path("spec"),
              () -> check(entry, generous));
        } else {
          OUT_OF_SCOPE.add(syntax + " dtypes: later");
        }
      }
    }
    assertThat(verdicts.ran()).isEqualTo(ENTRIES_RUN);
    assertThat(verdicts.ran() + OUT_OF_SCOPE.total()).isEqualTo(ENTRIES);
    verdicts.assertNoneFailed("dtype");
  }

  private static void check(JsonNode entry, boolean generous) {
    String spec = entry.path("spec").textValue();
    if (entry.has("error")) {
      RAN.add("refused by both");
      assertThat(ParsedDType.of(spec)).isEqualTo(ParsedDType.REFUSED);
      return;
    }
    JsonNode type = entry.path("type");
    Optional<String> wait = GoldenScope.reasonToWait(type);
    if (wait.isPresent()) {
      RAN.add("refused by us, " + wait.get());
      assertThat(ParsedDType.of(spec)).isEqualTo(ParsedDType.REFUSED);
      return;
    }
    boolean big = type.path("order").asText().equals("big");
    ParsedDType expected = ParsedDType.of(GoldenScope.kind(type).orElseThrow(), big);
    if (generous || SUB_ARRAY_SYNTAX.matcher(spec).matches()) {
      RAN.add(
          "the same, or refused: spellings that NumPy takes by accident, sub-arrays of shape ()");
      assertThat(ParsedDType.of(spec)).isIn(expected, ParsedDType.REFUSED);
    } else {
      RAN.add("the same");
      assertThat(ParsedDType.of(spec)).isEqualTo(expected);
    }
  }
}
