package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs test scripts with PySpark from PyPI and the connector's jar; NumPy opens the files that they
 * write.
 */
final class PySparkIT {
  private static PySpark pyspark;
  private static PySparkScripts scripts;

  @BeforeAll
  static void install() throws IOException {
    pyspark = PySpark.install();
    scripts = pyspark.scripts(EmptyDirectory.of("pyspark", "scripts"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (scripts != null) {
      scripts.close();
    }
  }

  private static String script(String name, String... arguments) throws Exception {
    return scripts.run(EmptyDirectory.of("pyspark", name), PySpark.script(name + ".py"), arguments);
  }

  @Test
  void writesInEveryModeAndLayout() throws Exception {
    String said = script("writes");
    assertThat(said).containsPattern("(?m)^Ran 1[0-9] tests").doesNotContain("skipped");
  }

  @Test
  void pandasArrowFunctionsAndSql() throws Exception {
    ran(8, script("frames"));
  }

  @Test
  void functionsOfPython() throws Exception {
    ran(8, script("functions"));
  }

  @Test
  void functionsThatTakeColumns() throws Exception {
    ran(8, script("columns"));
  }

  @Test
  void functionsThatMapRanges() throws Exception {
    ran(7, script("ranges", PySpark.GOLDEN));
  }

  @Test
  void streamsThatFollowArrays() throws Exception {
    ran(5, script("following"));
  }

  @Tag("matrix")
  @Test
  void streamsThatFollowArraysOnTheOldestSpark() throws Exception {
    PySpark oldest = PySpark.installOldest();
    ran(5, oldest.script(EmptyDirectory.of("pyspark", "following-old"), "following.py"));
  }

  @Test
  void streamsIntoArrays() throws Exception {
    ran(6, script("streams"));
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
    ran(4, script("mllib"));
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
