package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real PySpark from PyPI with the connector's jar; NumPy opens what it has written. */
final class PySparkIT {
  private static final Path SCRIPTS = Path.of(System.getProperty("it.python"));
  private static final Path BASE = SCRIPTS.resolve("../../..").normalize();

  private static final List<String> SUBMIT =
      List.of(
          "--master",
          "local[2]",
          "--conf",
          "spark.ui.enabled=false",
          "--conf",
          "spark.ui.showConsoleProgress=false",
          "--driver-memory",
          "1g",
          "--jars",
          System.getProperty("it.connector.jar"));
  private static final Map<String, String> VARIABLES =
      Map.of("SPARK_CONF_DIR", System.getProperty("it.conf"), "SPARK_LOCAL_IP", "127.0.0.1");

  private static PythonEnvironment python;

  @BeforeAll
  static void install() {
    python =
        PythonEnvironment.withNumPy(
            "pyspark-venv", "pyspark==" + System.getProperty("it.spark.version"));
  }

  @Test
  void writesInEveryModeAndLayout() throws Exception {
    String said = script(EmptyDirectory.of("pyspark", "writes"), "writes.py");
    assertThat(said).containsPattern("(?m)^Ran 1[0-9] tests").doesNotContain("skipped");
  }

  @Test
  void theReadmesOwnSnippets() throws Exception {
    Path dir = EmptyDirectory.of("pyspark", "readme");
    String readme = BASE.resolve("README.md").toString();
    assertThat(script(dir, "readme.py", readme, "Using it", "SQL on files", "Writing"))
        .contains("README ran");
  }

  @Test
  void theTutorialThroughSparkSubmit() throws Exception {
    Path dir = EmptyDirectory.of("pyspark", "quickstart");
    List<String> command = new ArrayList<>(List.of(bin("spark-submit")));
    command.addAll(SUBMIT);
    command.addAll(List.of(BASE.resolve("examples/quickstart.py").toString(), dir.toString()));
    python.run(dir, VARIABLES, command);
    python.runScript(SCRIPTS.resolve("quickstart_check.py"), dir);
  }

  /** Runs a script as people run Python with PySpark: no spark-submit, the jar by configuration. */
  private static String script(Path dir, String name, String... arguments) throws IOException {
    Map<String, String> variables = new HashMap<>(VARIABLES);
    variables.put("PYSPARK_SUBMIT_ARGS", String.join(" ", SUBMIT) + " pyspark-shell");
    List<String> command =
        new ArrayList<>(List.of(python.python(), SCRIPTS.resolve(name).toString()));
    command.addAll(List.of(arguments));
    return python.run(dir, variables, command);
  }

  private static String bin(String name) {
    return Path.of(python.python()).resolveSibling(name).toString();
  }
}
