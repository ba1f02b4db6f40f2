package io.memmap.it;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Options of JVMs that run Spark briefly. Loading Spark's classes takes half of the time of a short
 * job, so Java maps them from an archive, which is made once for each class path and reused by
 * later runs.
 */
final class BriefJvm {
  /**
   * The first compiler and a single-threaded garbage collector start faster. Hadoop starts several
   * programs for each file of a checkpoint, which is faster without another program between.
   */
  static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Djdk.lang.Process.launchMechanism=VFORK");

  private static final Path ARCHIVES =
      Path.of(System.getProperty("it.dir")).resolveSibling("class-archives").toAbsolutePath();

  private static final int MINUTES_TO_ARCHIVE = 15;

  private BriefJvm() {}

  /**
   * The options, with those that make Java use the archive of a class path if it begins with this
   * one. A JVM with another class path ignores the archive.
   *
   * @param classPath of Spark alone, as java understands it
   */
  static List<String> options(String classPath) throws IOException {
    List<String> options = new ArrayList<>(OPTIONS);
    options.add("-XX:SharedArchiveFile=" + archive(classPath));
    // else a JVM with another class path says on standard output that it ignores the archive
    options.addAll(List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
    return options;
  }

  /** The same for a JVM of another Java, which would need an archive of its own. */
  static List<String> options(String classPath, JavaHome java) throws IOException {
    return java.equals(JavaHome.running()) ? options(classPath) : OPTIONS;
  }

  /** Tests run in several JVMs: one makes the archive while the others wait. */
  private static Path archive(String classPath) throws IOException {
    Files.createDirectories(ARCHIVES);
    Path archive = ARCHIVES.resolve(UUID.nameUUIDFromBytes(described(classPath)) + ".jsa");
    Path file = archive.resolveSibling(archive.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.exists(archive)) {
        make(archive, classPath);
      }
    }
    return archive;
  }

  /** Java ignores an archive of jars that have changed, so the description changes with them. */
  private static byte[] described(String classPath) throws IOException {
    StringBuilder text = new StringBuilder(Runtime.version() + "\n");
    for (Path jar : jars(classPath)) {
      text.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar)).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<Path> jars(String classPath) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (!entry.endsWith("/*")) {
        jars.add(Path.of(entry));
        continue;
      }
      try (Stream<Path> all = Files.list(Path.of(entry).getParent())) {
        all.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add); // in java's order
      }
    }
    return jars;
  }

  /** Runs a short job of Spark, whose JVM writes the classes that it has loaded when it ends. */
  private static void make(Path archive, String classPath) throws IOException {
    Path directory = Files.createTempDirectory("class-archive");
    Path log = archive.resolveSibling(archive.getFileName() + ".log");
    Path draft = archive.resolveSibling(archive.getFileName() + ".draft");
    List<String> command = new ArrayList<>();
    command.add(JavaHome.running().program().toString());
    command.add("@" + System.getProperty("it.java.options"));
    command.addAll(OPTIONS);
    command.addAll(List.of("-Xmx512m", "-XX:ArchiveClassesAtExit=" + draft, "-cp", classPath));
    command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", "local[2]"));
    command.addAll(List.of("--conf", "spark.ui.enabled=false"));
    command.addAll(List.of("--jars", System.getProperty("it.connector.jar")));
    command.addAll(List.of("--class", SmokeJob.class.getName()));
    command.addAll(List.of(System.getProperty("it.examples.jar"), directory.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    try {
      if (!process.waitFor(MINUTES_TO_ARCHIVE, TimeUnit.MINUTES)
          || process.exitValue() != 0
          || !Files.exists(draft)) {
        throw new AssertionError(command + " made no archive:\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command + " was interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    Files.move(draft, archive);
  }
}
