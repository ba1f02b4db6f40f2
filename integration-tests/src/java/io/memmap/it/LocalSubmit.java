package io.memmap.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Submits a job of the examples jar with the connector's jar to a Spark in local mode or with
 * executors. Its JVM has only that Spark's jars on its class path.
 */
final class LocalSubmit {
  private static final String INCUBATOR =
      "WARNING: Using incubator modules: jdk.incubator.vector\n";

  private static final long TIMEOUT_SECONDS = 900;
  private static final Remote NO_REMOTE = new Remote("", Map.of());

  private final Path sparkClassPath;
  private final Path dir;
  private final long timeoutSeconds;
  private final Optional<Path> conf;
  private final JavaHome java;
  private final int executors;
  private final Remote remote;

  /**
   * What a job needs to read other file systems.
   *
   * @param classPath behind Spark's
   * @param settings of Spark
   */
  private record Remote(String classPath, Map<String, String> settings) {}

  /**
   * @param sparkClassPath file that contains Spark's class path
   * @param dir the job's working directory
   */
  LocalSubmit(Path sparkClassPath, Path dir) {
    this(sparkClassPath, dir, TIMEOUT_SECONDS);
  }

  LocalSubmit(Path sparkClassPath, Path dir, long timeoutSeconds) {
    this(sparkClassPath, dir, timeoutSeconds, Optional.empty(), JavaHome.running(), 0, NO_REMOTE);
  }

  private LocalSubmit(
      Path sparkClassPath,
      Path dir,
      long timeoutSeconds,
      Optional<Path> conf,
      JavaHome java,
      int executors,
      Remote remote) {
    this.sparkClassPath = sparkClassPath;
    this.dir = dir;
    this.timeoutSeconds = timeoutSeconds;
    this.conf = conf;
    this.java = java;
    this.executors = executors;
    this.remote = remote;
  }

  /** A copy that uses Spark's configuration and logging from a directory. */
  LocalSubmit configuredBy(Path directory) {
    return new LocalSubmit(
        sparkClassPath, dir, timeoutSeconds, Optional.of(directory), java, executors, remote);
  }

  /** A copy that runs on another Java. */
  LocalSubmit on(JavaHome other) {
    return new LocalSubmit(sparkClassPath, dir, timeoutSeconds, conf, other, executors, remote);
  }

  /** A copy with {@code count} executors, each a process with one core. */
  LocalSubmit onExecutors(int count) {
    return new LocalSubmit(sparkClassPath, dir, timeoutSeconds, conf, java, count, remote);
  }

  /** A copy with libraries behind Spark's class path and with settings of Spark. */
  LocalSubmit with(String libraries, Map<String, String> settings) {
    Remote other = new Remote(File.pathSeparator + libraries, settings);
    return new LocalSubmit(sparkClassPath, dir, timeoutSeconds, conf, java, executors, other);
  }

  /**
   * Runs the job.
   *
   * @return what it printed, with its log
   * @throws AssertionError if it fails
   */
  String run(Class<?> job, String... args) throws IOException, InterruptedException {
    int exit = exit(job, args);
    if (exit != 0) {
      throw new AssertionError("ended with " + exit + ":\n" + log(job));
    }
    return log(job);
  }

  /**
   * Runs a job that must fail.
   *
   * @return what it printed, with its log
   * @throws AssertionError if it succeeds
   */
  String fail(Class<?> job, String... args) throws IOException, InterruptedException {
    if (exit(job, args) == 0) {
      throw new AssertionError("did not fail:\n" + log(job));
    }
    return log(job);
  }

  private int exit(Class<?> job, String... args) throws IOException, InterruptedException {
    Process process = start(job, args);
    try {
      if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
        throw new AssertionError("still running after " + timeoutSeconds + " s:\n" + log(job));
      }
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }

  /** Starts the job and returns at once; the caller ends the process. */
  Process start(Class<?> job, String... args) throws IOException {
    Files.createDirectories(dir);
    ProcessBuilder builder =
        new ProcessBuilder(command(job, args))
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(logFile(job).toFile());
    // Keep the jars and the configuration of an installed Spark out
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    if (executors > 0) {
      builder.environment().put("SPARK_HOME", SparkHome.ofMaven().toString());
      builder.environment().put("SPARK_SCALA_VERSION", System.getProperty("it.scala.version"));
    }
    conf.ifPresent(path -> builder.environment().put("SPARK_CONF_DIR", path.toString()));
    return builder.start();
  }

  private Path logFile(Class<?> job) {
    return dir.resolve(job.getSimpleName() + ".log");
  }

  /** The output of the job up to now, without Java's line about a module that Spark adds. */
  String log(Class<?> job) throws IOException {
    return read(logFile(job)).replace(INCUBATOR, "");
  }

  private List<String> command(Class<?> job, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.program().toString());
    command.add("@" + System.getProperty("it.java.options"));
    String classPath = classPath();
    command.addAll(BriefJvm.options(classPath, java));
    command.add("-Xmx512m");
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    String behind = conf.map(path -> File.pathSeparator + path).orElse("");
    command.addAll(List.of("-cp", classPath + behind + remote.classPath()));
    command.add("org.apache.spark.deploy.SparkSubmit");
    String master = executors == 0 ? "local[2]" : "local-cluster[" + executors + ",1,512]";
    command.addAll(List.of("--master", master, "--conf", "spark.ui.enabled=false"));
    command.addAll(List.of("--conf", "spark.executor.memory=512m"));
    if (executors > 0) {
      String options = String.join(" ", BriefJvm.options(classPath, java));
      command.addAll(List.of("--conf", "spark.executor.extraJavaOptions=" + options));
    }
    remote
        .settings()
        .forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
    command.addAll(List.of("--jars", System.getProperty("it.connector.jar")));
    command.addAll(List.of("--class", job.getName(), System.getProperty("it.examples.jar")));
    command.addAll(List.of(args));
    return command;
  }

  /** Executors find the same jars on the same path as the driver. */
  private String classPath() throws IOException {
    return sparkClassPath.equals(SparkLine.built().classPath())
        ? SparkHome.classPath(SparkHome.ofMaven())
        : read(sparkClassPath).strip();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
