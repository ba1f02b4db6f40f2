package io.memmap.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Spark's workers look for, made of the jars that Maven resolved: {@code $SPARK_HOME/jars}.
 */
final class SparkHome {
  private SparkHome() {}

  /** Makes it in a directory, unless it is there. */
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
