package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stream that follows a file over many batches: rows in are rows out, in order, on the oldest
 * line of Spark; with {@code -Pmatrix}, on all lines. {@code PySparkIT} follows files on the newest
 * one.
 */
final class FollowLinesIT {

  static List<SparkLine> lines() throws IOException {
    return SparkLine.others();
  }

  static List<SparkLine> pysparks() throws IOException {
    List<SparkLine> lines = new ArrayList<>();
    for (PySpark pyspark : PySpark.lines()) {
      lines.add(pyspark.spark());
    }
    return lines;
  }

  @Tag("matrix")
  @ParameterizedTest(name = "{0}")
  @MethodSource("pysparks")
  void rowsInAreRowsOutOfPySpark(SparkLine line) throws Exception {
    rowsInAreRowsOut(line);
  }

  /** Streams have metadata columns from Spark 4.2 on. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void rowsInAreRowsOut(SparkLine line) throws Exception {
    String name = (line.version() + "-" + line.scala()).toLowerCase(Locale.ROOT);
    Path dir = EmptyDirectory.of("following", name);

    String log = new LocalSubmit(line.classPath(), dir).run(FollowJob.class, dir.toString());

    boolean metadata = !line.version().matches("(3\\.|4\\.[01]\\.).*");
    assertThat(log.lines().filter(said -> said.startsWith("FOLLOW ")))
        .containsExactly(
            "FOLLOW version=" + line.version(),
            "FOLLOW metrics={latestRows=350, rowsBehind=0, filesBehind=0}",
            "FOLLOW batches=200",
            "FOLLOW rows=350 in order: true",
            "FOLLOW _row " + (metadata ? "from 0 to 349" : "is not offered"));
  }
}
