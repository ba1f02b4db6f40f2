package io.memmap.remote;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a JVM of its own, which ends with this JVM. */
final class ServerProcess implements AutoCloseable {
  private static final long SECONDS_TO_START = 120;
  private static final long SECONDS_TO_END = 30;

  /** Asks whether a server is ready. */
  @FunctionalInterface
  interface Ready {
    boolean now() throws IOException;
  }

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a server.
   *
   * @param folder for its log, and its working directory
   * @param server name of its class path
   * @param options of its JVM
   * @param main its class and arguments
   */
  static ServerProcess start(Path folder, String server, List<String> options, List<String> main)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    String classes =
        WatchedMain.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    command.addAll(List.of("-cp", Libraries.ofServer(server) + File.pathSeparator + classes));
    command.add(WatchedMain.class.getName());
    command.addAll(main);
    return start(folder, server, command);
  }

  /** Starts a program that ends when its standard input does. */
  static ServerProcess start(Path folder, String name, List<String> command) throws IOException {
    Path log = Files.createDirectories(folder).resolve(name + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new ServerProcess(process, log);
  }

  /**
   * Waits until the server is ready.
   *
   * @throws IOException with its log if it ends or takes too long
   */
  void await(Ready ready) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    while (!ready.now()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IOException("did not start, see " + log + ":\n" + Files.readString(log));
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a server starts", e);
    }
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("process " + process.pid() + " did not end with its input");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a server ends", e);
    }
  }
}
