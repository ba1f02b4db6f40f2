package io.memmap.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files of folders and of jars by their names. */
final class ReleaseFiles {
  private ReleaseFiles() {}

  /** The files below a directory, by their relative paths. */
  static Map<String, Path> below(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .collect(Collectors.toMap(file -> directory.relativize(file).toString(), file -> file));
    }
  }

  /** The bytes of each file of a jar. */
  static Map<String, ByteBuffer> in(Path jar) throws IOException {
    Map<String, ByteBuffer> contents = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().filter(entry -> !entry.isDirectory()).toList()) {
        try (InputStream bytes = file.getInputStream(entry)) {
          contents.put(entry.getName(), ByteBuffer.wrap(bytes.readAllBytes()));
        }
      }
    }
    return contents;
  }

  static void unpack(Path jar, Path directory) throws IOException {
    for (Map.Entry<String, ByteBuffer> file : in(jar).entrySet()) {
      Path to = directory.resolve(file.getKey());
      Files.createDirectories(to.getParent());
      Files.write(to, file.getValue().array());
    }
  }
}
