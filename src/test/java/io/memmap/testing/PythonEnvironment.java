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
 * A virtual environment under {@code target/} with pinned packages, which is made once and reused
 * by later runs.
 */
public final class PythonEnvironment {
  /**
   * NumPy's version; the default needs Python 3.11 or newer, {@code -Doracle.numpy} chooses
   * another.
   */
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
   * The environment of this name, with NumPy and the given packages. If it can't be made, the test
   * is skipped with a message; on a build server ({@code CI} is set) it fails.
   *
   * @param more requirements as pip understands them, such as {@code pyspark==4.2.0}
   */
  public static PythonEnvironment withNumPy(String name, String... more) {
    List<String> requirements = new ArrayList<>(List.of("numpy==" + NUMPY));
    requirements.addAll(List.of(more));
    return with(name, requirements);
  }

  /** The environment of this name with the given packages; else as {@link #withNumPy}. */
  public static PythonEnvironment with(String name, List<String> requirements) {
    PythonEnvironment environment =
        new PythonEnvironment(BASE.resolve("target").resolve(name), requirements);
    try {
      environment.ensure();
    } catch (IOException e) {
      String reason = "no Python with " + requirements + ": " + e.getMessage().lines().toList();
      if (System.getenv("CI") != null) {
        return Assertions.fail(reason, e);
      }
      System.out.println("SKIPPED, nothing was run in Python: " + reason);
      return Assumptions.abort(reason);
    }
    return environment;
  }

  /**
   * Makes the environment unless it exists. Tests run in several JVMs: one makes it while the
   * others wait.
   *
   * @throws IOException with the failed command and its output
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

  /**
   * Makes a new environment with the packages of this one and those of a wheel.
   *
   * @param folder for the environment; what it holds is deleted
   */
  public PythonEnvironment fresh(Path folder, Path wheel) throws IOException {
    run(
        new ProcessBuilder(python(), "-m", "venv", "--clear", folder.toString()),
        MINUTES_TO_INSTALL);
    PythonEnvironment fresh = new PythonEnvironment(folder.toAbsolutePath(), requirements);
    Files.writeString(fresh.packages().resolve("more.pth"), packages().toString());
    List<String> install = List.of("-m", "pip", "install", "-q", "--no-index", wheel.toString());
    List<String> command = new ArrayList<>(List.of(fresh.python()));
    command.addAll(install);
    run(new ProcessBuilder(command), MINUTES_TO_INSTALL);
    return fresh;
  }

  /** Where its packages are. */
  private Path packages() throws IOException {
    String asked = "import sysconfig; print(sysconfig.get_path('purelib'))";
    return Path.of(run(new ProcessBuilder(python(), "-c", asked), MINUTES_TO_INSTALL).strip());
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
    // a build of NumPy from source would need compilers
    install.addAll(List.of("--disable-pip-version-check", "--only-binary", "numpy"));
    install.addAll(requirements);
    run(new ProcessBuilder(install), MINUTES_TO_INSTALL);
    // Written last, so that an incomplete environment is made again.
    Files.writeString(marker, wanted);
  }

  /** Runs a script in the environment; returns its output, errors included. */
  public String runScript(Path script, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(python(), script.toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return run(Path.of(""), Map.of(), command);
  }

  /**
   * Runs a command; returns its output, errors included. Variables of an installed Spark are
   * removed.
   *
   * @param directory working directory
   * @param variables of the environment of the process
   */
  public String run(Path directory, Map<String, String> variables, List<String> command)
      throws IOException {
    return run(process(directory, variables, command), MINUTES_TO_RUN);
  }

  /** The process of such a command, which the caller starts. */
  public ProcessBuilder process(
      Path directory, Map<String, String> variables, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(PY)?SPARK_.*|PYTHON.*"));
    builder.environment().putAll(variables);
    builder.environment().put("PYSPARK_PYTHON", python());
    builder
        .environment()
        .put("PYTHONDONTWRITEBYTECODE", "1"); // keeps the folder of the scripts clean
    return builder;
  }

  /** The path of the environment's interpreter. */
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
        throw new IOException(
            String.format(
                "%s ended with status %d: %s",
                command, process.exitValue(), Files.readString(log).strip()));
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
