package io.memmap.spark.internal.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics in the SQL tab look like Spark's own. */
class SumMetricTest {
  private static final class Things extends CountMetric {
    Things() {
      super("things", "number of things");
    }
  }

  private static final class Bytes extends SizeMetric {
    Bytes() {
      super("bytes", "size of things");
    }
  }

  private static final class Time extends TimeMetric {
    Time() {
      super("time", "time of things");
    }
  }

  @Test
  void reportsAreAdded() {
    assertThat(new Things().aggregateTaskMetrics(new long[] {1_000, 234, 0})).isEqualTo("1,234");
    assertThat(new Things().aggregateTaskMetrics(new long[0])).isEqualTo("0");
  }

  @Test
  void reportsHaveTheNameOfTheMetric() {
    CustomTaskMetric report = new Things().reported(7);
    assertThat(report.name()).isEqualTo(new Things().name()).isEqualTo("things");
    assertThat(report.value()).isEqualTo(7);
    assertThat(new Things().description()).isEqualTo("number of things");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 B",
    "2047, 2047.0 B",
    "2048, 2.0 KiB",
    "1187840, 1160.0 KiB",
    "12582912, 12.0 MiB",
    "5368709120, 5.0 GiB",
    "1099511627776, 1024.0 GiB",
    "3298534883328, 3.0 TiB",
    "9223372036854775807, 8.0 EiB"
  })
  void sizes(long bytes, String shown) {
    assertThat(new Bytes().aggregateTaskMetrics(new long[] {bytes})).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "999999, 0 ms",
    "12000000, 12 ms",
    "1500000000, 1.5 s",
    "90000000000, 1.5 m",
    "5400000000000, 1.50 h"
  })
  void times(long nanos, String shown) {
    assertThat(new Time().aggregateTaskMetrics(new long[] {nanos})).isEqualTo(shown);
  }

  @Test
  void shortTimesOfManyTasksAreNotLost() {
    long[] nanos = new long[1_000];
    Arrays.fill(nanos, 500_000);
    assertThat(new Time().aggregateTaskMetrics(nanos)).isEqualTo("500 ms");
  }
}
