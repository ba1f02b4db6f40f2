package io.memmap.it;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes a {@code SPARK_HOME} for Spark's workers: a folder {@code jars} with links to the jars that
 * Maven resolved.
 */
final class SparkHome {
  private static final Path DIRECTORY = Path.of(System.getProperty("it.dir")).toAbsolutePath();

  private SparkHome() {}

  /**
   * The home that all tests share, with Spark's jars only.
   *
   * @return the value of {@code SPARK_HOME}
   */
  static Path ofMaven() throws IOException {
    UUID version = UUID.nameUUIDFromBytes(classPathOfMaven().getBytes(StandardCharsets.UTF_8));
    Path home = DIRECTORY.resolve("spark-home-" + version);
    if (Files.exists(home)) {
      return home;
    }
    Path draft =
        in(Files.createTempDirectory(Files.createDirectories(DIRECTORY), "home"), List.of());
    try {
      Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.exists(home)) { // else another JVM of tests has made it meanwhile
        throw e;
      }
    }
    return home;
  }

  /**
   * Makes a home in a directory unless it exists.
   *
   * @param more jars beside Spark's
   */
  static Path in(Path directory, List<Path> more) throws IOException {
    Path jars = Files.createDirectories(directory.resolve("spark-home/jars"));
    List<Path> all = new ArrayList<>(more);
    for (String jar : classPathOfMaven().split(File.pathSeparator, -1)) {
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

  /** The class path of a home, as Spark's scripts have it. */
  static String classPath(Path home) {
    return home.resolve("jars") + "/*";
  }

  private static String classPathOfMaven() throws IOException {
    return Files.readString(Path.of(System.getProperty("it.spark.classpath"))).strip();
  }
}
