package io.memmap.it;

import io.memmap.testing.PythonEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An environment with PySpark from PyPI and the packages that the examples need, and the
 * connector's jar.
 */
final class PySpark {
  private static final Path SCRIPTS = Path.of(System.getProperty("it.python"));
  private static final Path CONF = Path.of(System.getProperty("it.conf"));

  /** The root of the checkout. */
  static final Path BASE = SCRIPTS.resolve("../../..").normalize();

  /** Files whose arrays NumPy has described. */
  static final String GOLDEN = BASE.resolve("src/test/resources/numpy").toString();

  private static final List<String> FRAMES = List.of("pandas==2.3.3", "pyarrow==22.0.0");
  private static final List<String> CONNECT =
      List.of(
          "grpcio==1.76.0",
          "grpcio-status==1.76.0",
          "googleapis-common-protos==1.72.0",
          "zstandard==0.25.0");

  /** As if {@code SPARK_CONF_DIR} named the folder, which would be the first on the class path. */
  private static final String CONFIGURED =
      " -Dlog4j2.configurationFile=" + CONF.resolve("log4j2.properties");

  private static final List<String> SUBMIT =
      List.of(
          "--master",
          "local[2]",
          "--conf",
          "spark.ui.enabled=false",
          "--conf",
          "spark.ui.showConsoleProgress=false",
          "--properties-file",
          CONF.resolve("spark-defaults.conf").toString(),
          "--driver-memory",
          "1g",
          "--jars",
          System.getProperty("it.connector.jar"));

  private final PythonEnvironment python;
  private final String version;

  private PySpark(PythonEnvironment python, String version) {
    this.python = python;
    this.version = version;
  }

  /**
   * The newest PySpark with the packages that the examples need, and the other versions that this
   * run is configured with, which have NumPy only.
   */
  static List<PySpark> lines() {
    List<PySpark> lines = new ArrayList<>(List.of(install()));
    Stream.of(System.getProperty("it.pyspark.others").split(","))
        .filter(version -> !version.isBlank())
        .forEach(version -> lines.add(bare(version.strip())));
    return lines;
  }

  private static PySpark bare(String version) {
    return with("pyspark-" + version + "-venv", version, List.of());
  }

  private static PySpark with(String name, String version, List<String> more) {
    List<String> requirements = new ArrayList<>(List.of("pyspark==" + version));
    requirements.addAll(more);
    return new PySpark(
        PythonEnvironment.withNumPy(name, requirements.toArray(String[]::new)), version);
  }

  PythonEnvironment python() {
    return python;
  }

  /** The Spark that is part of this PySpark. */
  SparkLine spark() throws IOException {
    return SparkLine.of(python, version);
  }

  /** The newest PySpark, with the packages that the examples need. */
  static PySpark install() {
    List<String> more = new ArrayList<>(FRAMES);
    more.addAll(List.of("nbclient==0.11.0", "ipykernel==7.4.0", "matplotlib==3.11.2"));
    more.addAll(CONNECT);
    return with("pyspark-venv", System.getProperty("it.pyspark.version"), more);
  }

  /** The oldest supported PySpark, with the packages that functions of Python need. */
  static PySpark installOldest() {
    return with("pyspark-oldest-venv", System.getProperty("it.pyspark.oldest"), FRAMES);
  }

  /**
   * Runs a program by spark-submit.
   *
   * @return its output and errors
   */
  String submit(Path dir, Path program, String... arguments) throws IOException {
    return submit(dir, Map.of(), program, arguments);
  }

  /** The same with more settings of Spark. */
  String submit(Path dir, Map<String, String> settings, Path program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(bin("spark-submit")));
    command.addAll(SUBMIT);
    settings.forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return python.run(dir, variables(CONFIGURED), command);
  }

  /**
   * Runs a command of a shell that has PySpark's programs on its path, and no jar.
   *
   * @return its output and errors
   */
  String shell(Path dir, Map<String, String> more, String command) throws IOException {
    Map<String, String> variables = variables("");
    variables.put("SPARK_CONF_DIR", CONF.toString());
    variables.putAll(more);
    variables.put("PATH", bin(".") + File.pathSeparator + System.getenv("PATH"));
    return python.run(dir, variables, List.of("bash", "-ec", command));
  }

  /**
   * Runs a test script by Python; the connector's jar is given by {@code PYSPARK_SUBMIT_ARGS}.
   *
   * @return its output and errors
   */
  String script(Path dir, String name, String... arguments) throws IOException {
    return run(withJar(), dir, name, arguments);
  }

  private Map<String, String> withJar() throws IOException {
    Map<String, String> variables = variables(CONFIGURED);
    String submitted = "'" + String.join("' '", SUBMIT) + "' pyspark-shell";
    variables.put("PYSPARK_SUBMIT_ARGS", submitted);
    return variables;
  }

  /**
   * Starts a process that runs test scripts as {@link #script} does, all on one JVM.
   *
   * @param dir an empty directory
   */
  PySparkScripts scripts(Path dir) throws IOException {
    List<String> command = List.of(python.python(), script("scripts.py").toString());
    return new PySparkScripts(
        python.process(dir, withJar(), command), dir.resolveSibling("scripts.log"));
  }

  /** The path of a test script. */
  static Path script(String name) {
    return SCRIPTS.resolve(name);
  }

  /**
   * Runs a test script with Spark's own defaults, and without the jar.
   *
   * @param variables with which Python finds the package, which has the jar
   * @return its output and errors
   */
  String plainly(Path dir, Map<String, String> variables, String name, String... arguments)
      throws IOException {
    Map<String, String> all = variables("");
    all.putAll(variables);
    return run(all, dir, name, arguments);
  }

  private String run(Map<String, String> variables, Path dir, String name, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(python.python(), script(name).toString()));
    command.addAll(List.of(arguments));
    return python.run(dir, variables, command);
  }

  /**
   * Variables of a process that starts Spark. Its class path begins with Spark's jars, unless
   * {@code SPARK_CONF_DIR} names a folder.
   *
   * @param more options of the JVM
   */
  Map<String, String> variables(String more) throws IOException {
    Map<String, String> variables = new HashMap<>();
    variables.put("SPARK_LOCAL_IP", "127.0.0.1");
    variables.put("JAVA_HOME", JavaHome.running().directory().toString());
    String options = String.join(" ", BriefJvm.options(jars() + "/*"));
    variables.put("SPARK_SUBMIT_OPTS", options + more);
    return variables;
  }

  /** The folder of Spark's jars. */
  private Path jars() throws IOException {
    return SparkLine.jars(python);
  }

  private String bin(String name) {
    return Path.of(python.python()).resolveSibling(name).toString();
  }
}
