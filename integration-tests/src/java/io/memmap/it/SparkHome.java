package io.memmap.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    return in(directory, List.of());
  }

  /**
   * The same, with more jars.
   *
   * @param more jars beside Spark's
   */
  static Path in(Path directory, List<Path> more) throws IOException {
    Path jars = Files.createDirectories(directory.resolve("spark-home/jars"));
    String classPath = Files.readString(Path.of(System.getProperty("it.spark.classpath"))).strip();
    List<Path> all = new ArrayList<>(more);
    for (String jar : classPath.split(File.pathSeparator, -1)) {
      all.add(Path.of(jar));
    }
    for (Path jar : all) {
      Path link = jars.resolve(jar.getFileName());
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, jar);
      }
    }
    return jars.getParent();
  }
}
