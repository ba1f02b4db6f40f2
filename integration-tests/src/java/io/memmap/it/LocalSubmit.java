package io.memmap.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Submits a job of the examples jar, with the connector's jar beside it, to a Spark of its own:
 * local mode, in a JVM that has nothing but that Spark on its class path.
 */
final class LocalSubmit {
  private static final long TIMEOUT_SECONDS = 180;

  private final Path sparkClassPath;
  private final Path dir;

  /**
   * @param sparkClassPath the file that holds Spark's class path
   * @param dir the job's working directory
   */
  LocalSubmit(Path sparkClassPath, Path dir) {
    this.sparkClassPath = sparkClassPath;
    this.dir = dir;
  }

  /** What the job printed, log lines included. Fails unless it ended well. */
  String run(Class<?> job, String... args) throws IOException, InterruptedException {
    Files.createDirectories(dir);
    Path log = dir.resolve(job.getSimpleName() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command(job, args))
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // An installed Spark must not lend its jars or its configuration
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running after " + TIMEOUT_SECONDS + " s:\n" + read(log));
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("ended with " + process.exitValue() + ":\n" + read(log));
    }
    return read(log);
  }

  private List<String> command(Class<?> job, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + System.getProperty("it.java.options"));
    // A short life: the first compiler and one thread for garbage start faster
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.addAll(List.of("-cp", read(sparkClassPath).strip()));
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(List.of("--master", "local[2]", "--conf", "spark.ui.enabled=false"));
    command.addAll(List.of("--jars", System.getProperty("it.connector.jar")));
    command.addAll(List.of("--class", job.getName(), System.getProperty("it.examples.jar")));
    command.addAll(List.of(args));
    return command;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
