package io.memmap.it;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of the checkout, and of its compiled classes, from which Maven packages and deploys a
 * release. Only the goals that make artifacts run: the build that runs this test has compiled the
 * classes.
 */
final class ReleaseBuild {
  private static final List<String> COPIED =
      List.of("pom.xml", "LICENSE", "mvnw", ".mvn", "src/main", "target/classes");

  /** In the order of the lifecycle. */
  private static final List<String> GOALS =
      List.of(
          "enforcer:enforce@house-rules",
          "enforcer:enforce@release-rules",
          "resources:resources@default-resources",
          "flatten:flatten@published-pom",
          "javadoc:jar@javadoc-jar",
          "jar:jar@default-jar",
          "source:jar-no-fork@sources",
          "cyclonedx:makeBom@bill-of-materials");

  private static final String DEPLOY = "deploy:deploy@default-deploy";

  private final Path directory;

  private ReleaseBuild(Path directory) {
    this.directory = directory;
  }

  /**
   * Copies the checkout.
   *
   * @param modified time of all copied files, which must not show in the artifacts
   */
  static ReleaseBuild in(Path directory, Instant modified) throws IOException {
    for (String name : COPIED) {
      Path source = PySpark.BASE.resolve(name);
      try (Stream<Path> files = Files.walk(source)) {
        files
            .filter(Files::isRegularFile)
            .forEach(
                file -> copy(file, directory.resolve(PySpark.BASE.relativize(file)), modified));
      }
    }
    return new ReleaseBuild(directory);
  }

  private static void copy(Path from, Path to, Instant modified) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
      Files.setLastModifiedTime(to, FileTime.from(modified));
      to.toFile().setExecutable(from.toFile().canExecute());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Builds and deploys.
   *
   * @param settings of Maven, which name the repository
   * @param address of the repository that the release is made from
   */
  void deploy(Path settings, String address) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(GOALS);
    arguments.addAll(List.of(DEPLOY, "-Drepository.url=" + address));
    run(settings, Map.of(), arguments);
  }

  /** Builds, signs and deploys. */
  void deploy(Path settings, String address, SigningKey key)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(GOALS);
    arguments.addAll(List.of("enforcer:enforce@address", "gpg:sign@sign", DEPLOY));
    arguments.add("-Drepository.url=" + address);
    arguments.addAll(key.options());
    run(settings, key.variables(), arguments);
  }

  /** Runs Maven with the profile of releases; fails with its log if it fails. */
  void run(Path settings, Map<String, String> variables, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(directory.resolve("mvnw").toString());
    command.addAll(List.of("-Prelease", "-s", settings.toString(), "-Dstyle.color=never"));
    command.addAll(arguments);
    File log = directory.resolve("maven.log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log);
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    builder.environment().putAll(variables);
    Process maven = builder.start();
    try {
      if (!maven.waitFor(15, MINUTES) || maven.exitValue() != 0) {
        throw new AssertionError(command + " failed:\n" + Files.readString(log.toPath()));
      }
    } finally {
      maven.destroyForcibly();
    }
  }
}
