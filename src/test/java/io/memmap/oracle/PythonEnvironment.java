package io.memmap.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A virtual environment with one NumPy, made once and found again by later runs. */
final class PythonEnvironment {
  private static final int MINUTES = 5;

  private final Path home;
  private final String numpy;

  PythonEnvironment(Path home, String numpy) {
    this.home = home;
    this.numpy = numpy;
  }

  /** Makes the environment unless it is there; an error says what was tried and what came of it. */
  void ensure() throws IOException {
    if (Files.exists(marker())) {
      return;
    }
    Files.createDirectories(home);
    String python = System.getProperty("oracle.python", "python3");
    run(List.of(python, "-m", "venv", "--clear", home.toString()));
    run(
        List.of(
            python(),
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--only-binary",
            ":all:",
            "numpy==" + numpy));
    // Last, so that an environment that was cut short is made anew.
    Files.createFile(marker());
  }

  /** Runs a script in the environment. */
  void runScript(Path script, Path... arguments) throws IOException {
    List<String> command = new java.util.ArrayList<>(List.of(python(), script.toString()));
    for (Path argument : arguments) {
      command.add(argument.toString());
    }
    run(command);
  }

  private String python() {
    return home.resolve("bin").resolve("python").toString();
  }

  private Path marker() {
    return home.resolve("numpy-" + numpy);
  }

  private static void run(List<String> command) throws IOException {
    Path log = Files.createTempFile("oracle", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(command + " took more than " + MINUTES + " minutes");
      }
      if (process.exitValue() != 0) {
        throw new IOException(command + " failed: " + Files.readString(log).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command + " was interrupted", e);
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
