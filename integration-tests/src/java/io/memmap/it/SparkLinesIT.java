package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memmap.testing.PythonEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The jar that was built against one Spark runs, as it is, on others: always on the oldest, Spark
 * 3.5 and Scala 2.12; with {@code -Pmatrix} on all that {@code integration-tests/spark-lines}
 * knows.
 */
final class SparkLinesIT {
  static List<String> lines() {
    return List.of(System.getProperty("it.spark.lines").split(","));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void reads(String line) throws Exception {
    Path dir = EmptyDirectory.of("spark-" + line, "reads");

    String log = submit(line, dir).run(SmokeJob.class, dir.toString());

    assertThat(log.lines().filter(said -> said.startsWith("SMOKE ")))
        .containsExactly(
            "SMOKE version=" + version(line),
            "SMOKE rows=100000",
            "SMOKE sums=[49999500000,49999600000,49999700000]",
            "SMOKE last=[999990,999991,999992]");
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("lines")
  void writes(String line) throws Exception {
    PythonEnvironment numpy = PythonEnvironment.withNumPy("oracle-venv");
    Path dir = EmptyDirectory.of("spark-" + line, "writes");

    String log = submit(line, dir).run(WriteSmokeJob.class, dir.toString());

    List<String> said = log.lines().filter(text -> text.startsWith("WRITE ")).toList();
    assertThat(said).as(log).hasSize(7).contains("WRITE version=" + version(line));
    assertThat(said.get(1))
        .contains("default=AnalysisException", "PATH_ALREADY_EXISTS", dir + "/default.dat");
    assertThat(said.get(2)).contains("pair=IllegalArgumentException", "w+ goes with save mode");
    assertThat(said.get(3))
        .contains("value=IOException", " is out of range for int8")
        .containsPattern("column v: 25\\d ");
    assertThat(said.get(4)).isEqualTo("WRITE catalog=[25,300]");
    assertThat(said).endsWith("WRITE named=9", "WRITE located=[10]");
    Path check = Path.of(System.getProperty("it.python"), "write_smoke_check.py");
    assertThat(numpy.runScript(check, dir))
        .startsWith("append append.npy arrays catalog.npy cells default ignore inplace kinds.npy")
        .contains("located named overwrite struct");
  }

  private static LocalSubmit submit(String line, Path dir) throws Exception {
    // The Hadoop of these lines does not start where the security manager is gone
    assumeTrue(
        Runtime.version().feature() < 24 || !line.matches("3\\.5.*|4\\.0.*"),
        () -> "Spark " + line + " does not start on Java " + Runtime.version().feature());
    return new LocalSubmit(classPath(line), dir);
  }

  private static Path classPath(String line) {
    return Path.of(System.getProperty("it.spark.lines.dir"), line, "spark.classpath");
  }

  /** Spark's own version, from its jar's name. */
  private static String version(String line) throws Exception {
    String scala = line.substring(line.indexOf('_'));
    return Stream.of(Files.readString(classPath(line)).split("[:/]"))
        .filter(name -> name.startsWith("spark-sql" + scala + "-"))
        .map(name -> name.replaceAll("spark-sql_[0-9.]+-|\\.jar", ""))
        .filter(version -> version.startsWith(line.substring(0, line.indexOf('_')) + "."))
        .findFirst()
        .orElseThrow();
  }
}
