package io.memmap.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables and charts of the performance page are made from the committed results. */
class PerformancePageTest {
  @Test
  void pageAndChartsMatchTheCommittedResults() throws IOException {
    Path base = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    Map<Path, String> files = new PerformancePage(base).files();
    assertThat(files).hasSize(3);
    for (Map.Entry<Path, String> file : files.entrySet()) {
      assertThat(file.getKey())
          .as("%s: run io.memmap.bench.PerformancePage", base.relativize(file.getKey()))
          .hasContent(file.getValue());
    }
  }

  @Test
  void numbersHaveTwoSignificantDigits() {
    assertThat(PerformancePage.twoDigits(0.1249)).isEqualTo("0.12");
    assertThat(PerformancePage.twoDigits(3.96)).isEqualTo("4.0");
    assertThat(PerformancePage.twoDigits(14.97)).isEqualTo("15.0");
    assertThat(PerformancePage.twoDigits(0.00098)).isEqualTo("0.00098");
  }
}
