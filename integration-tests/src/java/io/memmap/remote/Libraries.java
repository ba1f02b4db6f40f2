package io.memmap.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the project {@code integration-tests/libraries} has collected. */
public final class Libraries {
  private static final Path FOLDER =
      Path.of(System.getProperty("it.libraries", "target/libraries")).toAbsolutePath();

  private Libraries() {}

  static Path folder() {
    return FOLDER;
  }

  /** The class path of a server. */
  static String ofServer(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name + ".classpath")).strip();
  }

  /** What goes behind the jars of a Spark with this Hadoop, so that it has s3a. */
  public static String ofS3a(String hadoop) {
    return folderOfS3a(hadoop) + "/*";
  }

  /** The same as files. */
  public static List<Path> jarsOfS3a(String hadoop) throws IOException {
    try (Stream<Path> jars = Files.list(folderOfS3a(hadoop))) {
      return jars.sorted().toList();
    }
  }

  private static Path folderOfS3a(String hadoop) {
    Path folder = FOLDER.resolve("s3a-" + hadoop);
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException("no s3a of Hadoop " + hadoop + ": " + folder);
    }
    return folder;
  }
}
