package io.memmap.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes an empty directory for one test and deletes what the last run has left in it. */
public final class EmptyDirectory {
  private EmptyDirectory() {}

  public static Path of(String... names) throws IOException {
    Path directory = Path.of(System.getProperty("it.dir"), names);
    for (Path old : content(directory)) {
      Files.delete(old);
    }
    return Files.createDirectories(directory);
  }

  private static List<Path> content(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> old = Files.walk(directory)) {
      return old.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
