package io.memmap.it;

import io.memmap.testing.PythonEnvironment;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A version of Spark to run on, with only its own jars on the class path.
 *
 * @param classPath file that contains the class path
 * @param version for example 3.5.9
 * @param scala for example 2.12
 */
record SparkLine(Path classPath, String version, String scala) {
  private static final Pattern JAR = Pattern.compile("spark-sql_([0-9.]+)-([0-9][^/:]*)\\.jar");
  private static final Pattern HADOOP = Pattern.compile("hadoop-client-api-([0-9][^/:]*)\\.jar");

  /** The Spark that the jar was compiled against. */
  static SparkLine built() {
    return of(Path.of(System.getProperty("it.spark.classpath")));
  }

  /** The other Spark lines that this run is configured with. */
  static List<SparkLine> others() {
    Path directory = Path.of(System.getProperty("it.spark.lines.dir"));
    return Stream.of(System.getProperty("it.spark.lines").split(","))
        .map(line -> of(directory.resolve(line).resolve("spark.classpath")))
        .toList();
  }

  /** The Spark that is part of an environment's PySpark. */
  static SparkLine of(PythonEnvironment pyspark, String version) throws IOException {
    Path directory = Path.of(System.getProperty("it.spark.lines.dir"));
    Path classPath =
        Files.createDirectories(directory).resolve("pyspark-" + version + ".classpath");
    // in the order in which java lists the folder, since an archive of classes is for one order
    try (Stream<Path> jars = Files.list(jars(pyspark))) {
      Files.writeString(
          classPath,
          jars.map(Path::toString)
              .filter(name -> name.endsWith(".jar"))
              .collect(Collectors.joining(File.pathSeparator)));
    }
    return of(classPath);
  }

  /** The folder of the jars in an environment's PySpark. */
  static Path jars(PythonEnvironment pyspark) throws IOException {
    String asked = "import importlib.util as u; print(u.find_spec('pyspark').origin)";
    String found = pyspark.run(Path.of(""), Map.of(), List.of(pyspark.python(), "-c", asked));
    return Path.of(found.strip()).resolveSibling("jars");
  }

  /** The version of its Hadoop. */
  String hadoop() throws IOException {
    return HADOOP
        .matcher(Files.readString(classPath))
        .results()
        .findFirst()
        .map(jar -> jar.group(1))
        .orElseThrow();
  }

  private static SparkLine of(Path classPath) {
    try {
      MatchResult jar =
          JAR.matcher(Files.readString(classPath)).results().findFirst().orElseThrow();
      return new SparkLine(classPath, jar.group(2), jar.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether this Spark starts on a Java. Hadoop in older Spark lines calls {@code
   * Subject.getSubject}, which is not supported since Java 24 (JEP 486).
   */
  boolean startsOn(JavaHome java) {
    return java.feature() < 24 || !version.matches("3\\..*|4\\.[01]\\..*");
  }
}
