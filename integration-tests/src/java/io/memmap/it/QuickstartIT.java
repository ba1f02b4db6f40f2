package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.examples.Quickstart;
import io.memmap.testing.PythonEnvironment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Runs the tutorial as {@code examples/quickstart.sh} does; NumPy opens the files that it writes.
 */
final class QuickstartIT {
  @Test
  void numPyPrintsWhatTheTutorialPrints() throws Exception {
    PythonEnvironment numpy = PythonEnvironment.withNumPy("oracle-venv");
    Path dir = EmptyDirectory.of("quickstart");
    Path classPath = Path.of(System.getProperty("it.spark.classpath"));
    LocalSubmit spark =
        new LocalSubmit(classPath, dir).configuredBy(Path.of(System.getProperty("it.conf")));

    spark.run(Quickstart.class, dir.toString());
    // The second run overwrites existing arrays
    String said = spark.run(Quickstart.class, dir.toString());

    assertThat(said).contains("INFO ArrayBatchWrite: ").doesNotContain("WARN", "ERROR");
    String printedBySpark = ConnectorLines.without(said);
    assertThat(printedBySpark).startsWith("Arrays are written to " + dir);
    String printed =
        numpy.runScript(Path.of(System.getProperty("it.python"), "quickstart_check.py"), dir);
    String newData = printed.substring(0, printed.indexOf("]]") + 2);
    String example = printed.substring(newData.length(), printed.indexOf("]]", newData.length()));
    assertThat(newData).contains(" ...\n");
    assertThat(printedBySpark).contains("\n" + newData + "\n").contains(example.strip() + "]]\n");
    assertThat(printedBySpark).containsPattern("_c999 +500499\\.000 +500499\\.000");
  }
}
