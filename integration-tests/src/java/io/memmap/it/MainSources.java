package io.memmap.it;

import com.google.errorprone.annotations.FormatMethod;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the connector's sources. */
final class MainSources {
  private static final Path DIRECTORY = PySpark.BASE.resolve("src/main/java");

  /** Annotations that javac needs for the sources and that are not in the jar. */
  private static final Path ANNOTATIONS =
      Path.of(FormatMethod.class.getProtectionDomain().getCodeSource().getLocation().getPath());

  private MainSources() {}

  /**
   * Compiles the sources against a version of Spark.
   *
   * @return the compiler's errors
   */
  static List<String> compile(SparkLine spark, Path classes) throws IOException {
    return compile(DIRECTORY, spark, classes);
  }

  /**
   * Compiles sources in a directory, with the options of {@code pom.xml} that change class files.
   *
   * @return the compiler's errors
   */
  static List<String> compile(Path directory, SparkLine spark, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    String classPath =
        Files.readString(spark.classPath()).strip() + File.pathSeparator + ANNOTATIONS;
    List<String> options =
        List.of(
            "--release",
            "17",
            "--add-modules",
            "jdk.incubator.vector",
            "-proc:none",
            "-g",
            "-parameters",
            "-cp",
            classPath,
            "-d",
            classes.toString());
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8);
        Stream<Path> sources = Files.walk(directory)) {
      // Maven gives javac the files in the order of their hashes, which differs between directories
      List<Path> java =
          sources
              .filter(file -> file.toString().endsWith(".java"))
              .sorted(Comparator.reverseOrder())
              .toList();
      compiler
          .getTask(null, files, said, options, null, files.getJavaFileObjectsFromPaths(java))
          .call();
    }
    return said.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(Diagnostic::toString)
        .toList();
  }
}
