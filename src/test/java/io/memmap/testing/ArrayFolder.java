package io.memmap.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder that tests write arrays into, wherever it is, seen without the connector. */
public interface ArrayFolder {

  /** What a write is given to save an array of this name. */
  String target(String name);

  /** Makes a file, or replaces it. */
  void put(String name, byte[] bytes) throws IOException;

  byte[] bytes(String name) throws IOException;

  /** Removes a file, if it is there. */
  void remove(String name) throws IOException;

  /**
   * All files and folders in it, hidden ones too, and what the store keeps of files that are not
   * complete.
   */
  List<String> names() throws IOException;

  /** A local folder. */
  static ArrayFolder local(Path folder) {
    return new ArrayFolder() {
      @Override
      public String target(String name) {
        return folder.resolve(name).toString();
      }

      @Override
      public void put(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
      }

      @Override
      public byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
      }

      @Override
      public void remove(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
      }

      @Override
      public List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
          return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
      }
    };
  }
}
