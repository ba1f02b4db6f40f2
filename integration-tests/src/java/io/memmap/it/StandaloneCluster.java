package io.memmap.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A standalone cluster on the loopback interface: a master, workers with one core each, executors
 * and drivers in separate processes, made of the jars that Maven resolved.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final int SECONDS_TO_START = 300;

  private final Path dir;
  private final Path home;
  private final String url;
  private final List<String> options;
  private final List<Process> daemons = new ArrayList<>();

  StandaloneCluster(Path dir, int workers) throws IOException, InterruptedException {
    this(dir, workers, List.of());
  }

  /**
   * Starts it.
   *
   * @param more jars beside Spark's
   */
  StandaloneCluster(Path dir, int workers, List<Path> more)
      throws IOException, InterruptedException {
    this.dir = Files.createDirectories(dir.toAbsolutePath());
    this.home = more.isEmpty() ? SparkHome.ofMaven() : SparkHome.in(this.dir, more);
    this.options = BriefJvm.options(SparkHome.classPath(home));
    int port = freePort();
    this.url = "spark://127.0.0.1:" + port;
    boolean success = false;
    try {
      String[] master = {"--host", "127.0.0.1", "--port", "" + port, "--webui-port", "0"};
      daemons.add(start("master", "org.apache.spark.deploy.master.Master", master));
      awaitPort(port);
      for (int i = 0; i < workers; i++) {
        String work = this.dir.resolve("work" + i).toString();
        String[] worker = {
          "--host",
          "127.0.0." + (i + 1), // Spark makes the second attempt on another host than the first
          "--webui-port",
          "0",
          "--cores",
          "1",
          "--memory",
          "1g",
          "--work-dir",
          work,
          url
        };
        daemons.add(start("worker" + i, "org.apache.spark.deploy.worker.Worker", worker));
      }
      success = true;
    } finally {
      if (!success) {
        close();
      }
    }
  }

  private Process start(String name, String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + System.getProperty("it.java.options"));
    command.addAll(options);
    command.addAll(List.of("-Xmx512m", "-cp", SparkHome.classPath(home), main));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log(name).toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("SPARK_"));
    builder.environment().put("SPARK_HOME", home.toString());
    // Spark's scripts export this variable; a worker needs it to launch executors
    builder.environment().put("SPARK_SCALA_VERSION", System.getProperty("it.scala.version"));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_LOCAL_DIRS", dir.resolve("local").toString());
    return builder.start();
  }

  /** Starts a job of the examples jar with the connector's jar. */
  Process submit(String name, Class<?> job, List<String> settings, String... arguments)
      throws IOException {
    List<String> submit = new ArrayList<>(List.of("--master", url, "--class", job.getName()));
    submit.addAll(List.of("--jars", System.getProperty("it.connector.jar")));
    List<String> all = new ArrayList<>(settings);
    all.add("spark.ui.enabled=false");
    all.add("spark.executor.memory=512m");
    all.add("spark.executor.extraJavaOptions=" + String.join(" ", options));
    all.add("spark.driver.extraJavaOptions=" + String.join(" ", options));
    all.add("spark.driver.host=127.0.0.1");
    all.forEach(setting -> submit.addAll(List.of("--conf", setting)));
    submit.add(System.getProperty("it.examples.jar"));
    submit.addAll(Arrays.asList(arguments));
    Process driver =
        start(name, "org.apache.spark.deploy.SparkSubmit", submit.toArray(new String[0]));
    daemons.add(driver);
    return driver;
  }

  /** The executor processes that run now. */
  List<ProcessHandle> executors() {
    return daemons.stream()
        .flatMap(Process::descendants)
        .filter(child -> commandLine(child).contains("CoarseGrainedExecutorBackend"))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  Path log(String name) {
    return dir.resolve(name + ".log");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort(int port) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    while (System.nanoTime() < end) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    throw new IOException("no master on port " + port + ":\n" + Files.readString(log("master")));
  }

  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>();
    for (Process daemon : daemons) {
      daemon.descendants().forEach(all::add);
      all.add(daemon.toHandle());
    }
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }
}
