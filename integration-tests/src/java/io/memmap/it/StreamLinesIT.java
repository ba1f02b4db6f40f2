package io.memmap.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stream of many batches into one array: rows in are rows out, in order, on the oldest line of
 * Spark; with {@code -Pmatrix}, on all lines. {@code PySparkIT} does the same on the newest one.
 */
final class StreamLinesIT {
  private static final int BATCHES = 200;

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

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void rowsInAreRowsOut(SparkLine line) throws Exception {
    String name = (line.version() + "-" + line.scala()).toLowerCase(Locale.ROOT);
    Path dir = EmptyDirectory.of("streams", name);
    StreamedArray streamed = new StreamedArray(dir);
    for (int batch = 0; batch < BATCHES; batch++) {
      streamed.add(batch % 5);
    }
    LocalSubmit submit = new LocalSubmit(line.classPath(), dir);
    submit.run(StreamJob.class, streamed.arguments());
    streamed.assertIsWhole();

    streamed.add(7);
    submit.run(StreamJob.class, streamed.arguments());
    streamed.assertIsWhole();
  }
}
