package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.memmap.testing.SparkTesting;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Reads the fixtures' times value by value, since each fixture has values outside the range of
 * Spark's type.
 */
class GoldenTimesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final String JAVA8 = "spark.sql.datetime.java8API.enabled";
  private static final int CASES = 26;

  @BeforeEach
  void useLocalDates() {
    SPARK.spark().conf().set(JAVA8, "true");
  }

  @AfterEach
  void resetDates() {
    SPARK.spark().conf().unset(JAVA8);
  }

  private record Time(GoldenRead read, int index, JsonNode value, JsonNode micros) {
    JsonNode type() {
      return read.expect().path("element");
    }

    ArrayRead alone() {
      long offset = read.options().path("offset").asLong(0) + 8L * index;
      return ArrayRead.of(read.file())
          .with("dtype", read.dtype())
          .with("shape", "1")
          .with("offset", offset);
    }
  }

  private static List<Time> times() {
    List<Time> times = new ArrayList<>();
    GoldenFixtures fixtures = GoldenFixtures.load();
    int cases = 0;
    for (JsonNode golden : fixtures.ofKind("raw")) {
      GoldenRead read = GoldenRead.of(golden, fixtures.file(golden));
      if (read.name().startsWith("times/")) {
        cases++;
        for (int i = 0; i < read.expect().path("values").size(); i++) {
          times.add(
              new Time(
                  read,
                  i,
                  read.expect().path("values").path(i),
                  read.expect().path("micros").path(i)));
        }
      }
    }
    assertThat(cases).isEqualTo(CASES);
    return times;
  }

  @Test
  void everyTimeIsReadOrNamedInAnError() {
    Verdicts verdicts = new Verdicts();
    Tally tally = new Tally();
    for (Time time : times()) {
      verdicts.judge(time, () -> check(time, tally));
    }
    System.out.printf("Golden times, value by value: %s%n", tally);
    verdicts.assertNoneFailed("times");
    assertThat(tally.counts()).containsKeys("read", "null", "out of range");
  }

  /** Checks the arithmetic of {@link GoldenElement} against NumPy. */
  @Test
  void microsecondsAreThoseOfTheFixtures() {
    int compared = 0;
    for (Time time : times()) {
      if (time.micros().isTextual() && time.value().isTextual()) {
        Optional<BigInteger> micros =
            GoldenElement.micros(new BigInteger(time.value().textValue()), time.type());
        if (micros.isPresent()) {
          assertThat(micros.get()).as("%s", time).isEqualTo(new BigInteger(time.micros().asText()));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  private static void check(Time time, Tally tally) {
    List<Row> raw = time.alone().collect(SPARK.spark(), "ticks bigint");
    GoldenElement.assertSame(raw.get(0).get(0), time.value(), time.type());
    if (GoldenElement.countsMicros(time.type())
        && time.value().isTextual()
        && time.micros().isNull()) {
      assertThatThrownBy(() -> time.alone().collect(SPARK.spark()))
          .hasStackTraceContaining("of " + time.value().textValue() + " ticks")
          .hasStackTraceContaining("column value of file " + time.read().file());
      tally.add("out of range");
      return;
    }
    Object own = time.alone().collect(SPARK.spark()).get(0).get(0);
    GoldenElement.assertSame(own, time.value(), time.type());
    tally.add(own == null ? "null" : "read");
  }
}
