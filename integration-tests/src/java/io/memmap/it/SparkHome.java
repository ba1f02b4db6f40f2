package io.memmap.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a {@code SPARK_HOME} for Spark's workers: a folder {@code jars} with links to the jars that
 * Maven resolved.
 */
final class SparkHome {
  private SparkHome() {}

  /**
   * Makes the folder in a directory unless it exists.
   *
   * @return the value of {@code SPARK_HOME}
   */
  static Path in(Path directory) throws IOException {
    Path jars = Files.createDirectories(directory.resolve("spark-home/jars"));
    String classPath = Files.readString(Path.of(System.getProperty("it.spark.classpath"))).strip();
    for (String jar : classPath.split(File.pathSeparator, -1)) {
      Path link = jars.resolve(Path.of(jar).getFileName());
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, Path.of(jar));
      }
    }
    return jars.getParent();
  }
}
