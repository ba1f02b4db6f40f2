package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs test scripts with PySpark from PyPI and the connector's jar; NumPy opens the files that they
 * write.
 */
final class PySparkIT {
  private static PySpark pyspark;

  @BeforeAll
  static void install() {
    pyspark = PySpark.install();
  }

  @Test
  void writesInEveryModeAndLayout() throws Exception {
    String said = pyspark.script(EmptyDirectory.of("pyspark", "writes"), "writes.py");
    assertThat(said).containsPattern("(?m)^Ran 1[0-9] tests").doesNotContain("skipped");
  }

  @Test
  void pandasArrowFunctionsAndSql() throws Exception {
    ran(8, pyspark.script(EmptyDirectory.of("pyspark", "frames"), "frames.py"));
  }

  @Test
  void functionsOfPython() throws Exception {
    ran(8, pyspark.script(EmptyDirectory.of("pyspark", "functions"), "functions.py"));
  }

  @Test
  void functionsThatTakeColumns() throws Exception {
    ran(8, pyspark.script(EmptyDirectory.of("pyspark", "columns"), "columns.py"));
  }

  @Test
  void functionsThatMapRanges() throws Exception {
    ran(7, pyspark.script(EmptyDirectory.of("pyspark", "ranges"), "ranges.py", PySpark.GOLDEN));
  }

  @Test
  void streamsThatFollowArrays() throws Exception {
    ran(5, pyspark.script(EmptyDirectory.of("pyspark", "following"), "following.py"));
  }

  @Tag("matrix")
  @Test
  void streamsThatFollowArraysOnTheOldestSpark() throws Exception {
    PySpark oldest = PySpark.installOldest();
    ran(5, oldest.script(EmptyDirectory.of("pyspark", "following-old"), "following.py"));
  }

  @Test
  void streamsIntoArrays() throws Exception {
    ran(6, pyspark.script(EmptyDirectory.of("pyspark", "streams"), "streams.py"));
  }

  /** Spark changes the interfaces of streams more often than others. */
  @Tag("matrix")
  @Test
  void streamsIntoArraysOnTheOldestSpark() throws Exception {
    PySpark oldest = PySpark.installOldest();
    ran(6, oldest.script(EmptyDirectory.of("pyspark", "streams-oldest"), "streams.py"));
  }

  @Tag("matrix")
  @Test
  void functionsThatMapRangesOnTheOldestSpark() throws Exception {
    PySpark oldest = PySpark.installOldest();
    ran(7, oldest.script(EmptyDirectory.of("pyspark", "ranges-old"), "ranges.py", PySpark.GOLDEN));
  }

  /** The oldest Spark passes rows to Python functions in batches that Spark makes itself. */
  @Tag("matrix")
  @Test
  void functionsOfPythonOnTheOldestSpark() throws Exception {
    PySpark oldest = PySpark.installOldest();
    ran(8, oldest.script(EmptyDirectory.of("pyspark", "functions-oldest"), "functions.py"));
  }

  @Tag("matrix")
  @Test
  void modelsOfMLlib() throws Exception {
    ran(4, pyspark.script(EmptyDirectory.of("pyspark", "mllib"), "mllib.py"));
  }

  private static void ran(int tests, String said) {
    assertThat(said).containsPattern("(?m)^Ran " + tests + " tests").doesNotContain("skipped");
  }

  @Test
  void theTutorialThroughSparkSubmit() throws Exception {
    Path dir = EmptyDirectory.of("pyspark", "quickstart");
    pyspark.submit(dir, PySpark.BASE.resolve("examples/quickstart.py"), dir.toString());
    pyspark.script(dir, "quickstart_check.py", dir.toString());
  }
}
