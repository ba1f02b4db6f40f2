package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.PythonEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Builds the wheel and uses it in fresh virtual environments. */
final class PythonPackageIT {
  private static final Path JAR = Path.of(System.getProperty("it.connector.jar"));
  private static final String VERSION =
      JAR.getFileName().toString().replaceAll("spark-memmap-|\\.jar$", "");

  private static Path wheel;

  @BeforeAll
  static void build() throws IOException {
    wheel = PythonPackage.wheel(PythonPackage.SOURCE, EmptyDirectory.of("python-package", "wheel"));
  }

  @Test
  void theWheelHasTheJarAndLittleElse() throws IOException {
    String version = VERSION.replace("-SNAPSHOT", ".dev0");
    assertThat(wheel).hasFileName("spark_memmap-" + version + "-py3-none-any.whl");
    String about = "spark_memmap-" + version + ".dist-info/";
    String packaged = "spark_memmap/jars/" + JAR.getFileName();
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactlyInAnyOrder(
              "spark_memmap/__init__.py",
              "spark_memmap/__main__.py",
              "spark_memmap/_built.py",
              "spark_memmap/_running.py",
              "spark_memmap/py.typed",
              packaged,
              about + "METADATA",
              about + "WHEEL",
              about + "RECORD",
              about + "licenses/LICENSE");
      try (InputStream jar = zip.getInputStream(zip.getEntry(packaged))) {
        assertThat(JAR).hasBinaryContent(jar.readAllBytes());
      }
    }
    assertThat(Files.size(wheel)).isLessThan(Files.size(JAR) + (32 << 10));
  }

  /** The second one is built from copies of another time, and by a user with another umask. */
  @Test
  void twoWheelsAreEqualByteByByte() throws IOException {
    Path folder = EmptyDirectory.of("python-package", "again");
    Path source = folder.resolve("source/python");
    try (var files = Files.walk(PythonPackage.SOURCE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = source.resolve(PythonPackage.SOURCE.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
        assertThat(copy.toFile().setReadable(false, false)).isTrue();
        assertThat(copy.toFile().setReadable(true, true)).isTrue();
      }
    }
    Files.copy(JAR, source.resolveSibling(JAR.getFileName()));

    Path again = PythonPackage.wheel(source, Files.createDirectory(folder.resolve("wheel")));

    assertThat(again).hasSameBinaryContentAs(wheel);
  }

  /** The image is not built here. */
  @Test
  void theDockerfileInstallsThePySparkThatIsTested() throws IOException {
    assertThat(PySpark.BASE.resolve("examples/docker/Dockerfile"))
        .content()
        .contains(" pyspark==" + System.getProperty("it.pyspark.version") + " ");
  }

  @Test
  void isAllThatANotebookNeeds() throws IOException {
    use("newest", PySpark.install());
  }

  @Test
  void isAllThatANotebookNeedsOnTheOldestSpark() throws IOException {
    use("oldest", PySpark.installOldest());
  }

  private static void use(String name, PySpark pyspark) throws IOException {
    PythonEnvironment python = fresh(name, pyspark);
    String script = Path.of(System.getProperty("it.python"), "installed.py").toString();
    String said =
        python.run(
            EmptyDirectory.of("python-package", name),
            pyspark.variables(""),
            List.of(python.python(), script, VERSION));
    assertThat(said).containsPattern("(?m)^Ran 8 tests").doesNotContain("skipped");
  }

  /** The server has the jar and the settings of the package; the client has them not. */
  @Tag("matrix")
  @Test
  void sparkConnect() throws IOException {
    PythonEnvironment python = fresh("connect", PySpark.install());
    String script = Path.of(System.getProperty("it.python"), "connect.py").toString();
    Map<String, String> variables = new HashMap<>(Map.of("SPARK_LOCAL_IP", "127.0.0.1"));
    variables.putAll(Map.of("PYTHON", python.python(), "SCRIPT", script));
    String said =
        python.run(
            EmptyDirectory.of("python-package", "connect"),
            variables,
            List.of("bash", "-c", "$PYTHON $SCRIPT $($PYTHON -m spark_memmap --conf)"));
    assertThat(said).containsPattern("(?m)^Ran 8 tests").doesNotContain("skipped");
  }

  private static PythonEnvironment fresh(String name, PySpark pyspark) throws IOException {
    return pyspark.python().fresh(EmptyDirectory.of("python-package", name + "-venv"), wheel);
  }
}
