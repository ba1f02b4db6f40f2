package io.memmap.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A virtual environment under {@code target/} with pinned packages, made once and found again by
 * later runs.
 */
public final class PythonEnvironment {
  /** NumPy's version. It asks for Python 3.11 or newer; name another one for another Python. */
  public static final String NUMPY = System.getProperty("oracle.numpy", "2.4.6");

  private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final int MINUTES_TO_INSTALL = 15;
  private static final int MINUTES_TO_RUN = 20;

  private final Path home;
  private final List<String> requirements;

  private PythonEnvironment(Path home, List<String> requirements) {
    this.home = home;
    this.requirements = requirements;
  }

  /**
   * The environment of this name, with NumPy and more. Where it can't be made, the test is skipped
   * and says so, but not on a build server ({@code CI} is set): there it fails.
   *
   * @param more requirements as pip understands them, such as {@code pyspark==4.2.0}
   */
  public static PythonEnvironment withNumPy(String name, String... more) {
    List<String> requirements = new ArrayList<>(List.of("numpy==" + NUMPY));
    requirements.addAll(List.of(more));
    PythonEnvironment environment =
        new PythonEnvironment(BASE.resolve("target").resolve(name), requirements);
    try {
      environment.ensure();
    } catch (IOException e) {
      String reason = "no Python with " + requirements + ": " + e.getMessage().lines().toList();
      if (System.getenv("CI") != null) {
        return Assertions.fail(reason, e);
      }
      System.out.println("SKIPPED, nothing was compared with NumPy: " + reason);
      return Assumptions.abort(reason);
    }
    return environment;
  }

  /**
   * Makes the environment unless it is there; an error says what was tried and what came of it.
   * Tests run in several JVMs, of which one makes it while the others wait.
   */
  private void ensure() throws IOException {
    Files.createDirectories(home);
    Path file = home.resolveSibling(home.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid()) {
        install();
      }
    }
  }

  private void install() throws IOException {
    Path marker = home.resolve("installed.txt");
    String wanted = String.join("\n", requirements);
    if (Files.exists(marker) && Files.readString(marker).equals(wanted)) {
      return;
    }
    String python = System.getProperty("oracle.python", "python3");
    run(new ProcessBuilder(python, "-m", "venv", "--clear", home.toString()), MINUTES_TO_INSTALL);
    List<String> install = new ArrayList<>(List.of(python(), "-m", "pip", "install", "-q"));
    // NumPy from source would want compilers
    install.addAll(List.of("--disable-pip-version-check", "--only-binary", "numpy"));
    install.addAll(requirements);
    run(new ProcessBuilder(install), MINUTES_TO_INSTALL);
    // Last, so that an environment that was cut short is made anew.
    Files.writeString(marker, wanted);
  }

  /** Runs a script in the environment; what it printed, errors included. */
  public String runScript(Path script, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(python(), script.toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return run(Path.of(""), Map.of(), command);
  }

  /**
   * Runs a command; what it printed, errors included. It sees nothing of an installed Spark.
   *
   * @param directory its working directory
   * @param variables of its process' environment
   */
  public String run(Path directory, Map<String, String> variables, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(PY)?SPARK_.*|PYTHON.*"));
    builder.environment().putAll(variables);
    builder.environment().put("PYSPARK_PYTHON", python());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1"); // none beside the scripts
    return run(builder, MINUTES_TO_RUN);
  }

  /** The environment's interpreter. */
  public String python() {
    return home.resolve("bin").resolve("python").toString();
  }

  private static String run(ProcessBuilder builder, int minutes) throws IOException {
    List<String> command = builder.command();
    Path log = Files.createTempFile("python", ".log");
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IOException(
            command + " took more than " + minutes + " minutes: " + Files.readString(log).strip());
      }
      if (process.exitValue() != 0) {
        throw new IOException(command + " failed: " + Files.readString(log).strip());
      }
      return Files.readString(log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command + " was interrupted", e);
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
