package io.memmap.it;

import io.memmap.testing.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Python package of the connector, which the build lays out beside the jar. */
final class PythonPackage {
  /** What pip builds the wheel from. */
  static final Path SOURCE =
      Path.of(System.getProperty("it.connector.jar")).resolveSibling("python");

  private static final Pattern BUILDER = Pattern.compile("requires = \\[\"([^\"]+)\"]");

  private PythonPackage() {}

  /**
   * Builds the wheel as the profile {@code release} does, but without a network once the builder of
   * wheels is installed.
   *
   * @param source {@link #SOURCE} or a copy of it, with the jar beside it
   * @param folder an empty one
   */
  static Path wheel(Path source, Path folder) throws IOException {
    pip(folder, "wheel", "--wheel-dir", folder.toString(), source.toString());
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> built = files.toList();
      if (built.size() != 1) {
        throw new AssertionError("expected one wheel, found " + built);
      }
      return built.get(0);
    }
  }

  /**
   * Installs the package in a folder.
   *
   * @return the variables with which Python finds it there
   */
  static Map<String, String> installed(Path folder) throws IOException {
    pip(folder, "install", "--target", folder.toString(), SOURCE.toString());
    return Map.of("PYTHONPATH", folder.toAbsolutePath().toString());
  }

  private static void pip(Path folder, String... arguments) throws IOException {
    Matcher builder = BUILDER.matcher(Files.readString(SOURCE.resolve("pyproject.toml")));
    if (!builder.find()) {
      throw new AssertionError("no builder of wheels in pyproject.toml");
    }
    PythonEnvironment python = PythonEnvironment.with("wheel-venv", List.of(builder.group(1)));
    List<String> command =
        new ArrayList<>(List.of(python.python(), "-m", "pip", arguments[0], "--no-deps"));
    command.addAll(List.of("--quiet", "--disable-pip-version-check", "--no-build-isolation"));
    command.addAll(List.of(arguments).subList(1, arguments.length));
    python.run(folder, Map.of(), command);
  }
}
