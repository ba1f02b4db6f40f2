package io.memmap.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java installation.
 *
 * @param feature feature version, for example 17
 */
record JavaHome(Path directory, int feature) {

  /** The Java that runs the tests. */
  static JavaHome running() {
    return new JavaHome(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /** The newest Java that is installed beside the running one; empty unless it is newer. */
  static Optional<JavaHome> newest() throws IOException {
    JavaHome running = running();
    try (Stream<Path> installed = Files.list(running.directory().toRealPath().getParent())) {
      return installed
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .flatMap(home -> described(home).stream())
          .filter(home -> home.feature() > running.feature())
          .max(Comparator.comparingInt(JavaHome::feature));
    }
  }

  /** Reads the version from the installation's file {@code release}; empty if there is none. */
  private static Optional<JavaHome> described(Path home) {
    Properties release = new Properties();
    try (InputStream file = Files.newInputStream(home.resolve("release"))) {
      release.load(file);
    } catch (IOException e) {
      return Optional.empty();
    }
    String version = release.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
    return Optional.of(new JavaHome(home, Runtime.Version.parse(version).feature()));
  }

  Path program() {
    return directory.resolve("bin/java");
  }
}
