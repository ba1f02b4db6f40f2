package io.memmap.it;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One process of Python, with one JVM, that runs test scripts in turn. Each makes a Spark context
 * of its own.
 */
final class PySparkScripts implements AutoCloseable {
  private static final int MINUTES_TO_RUN = 20;

  private final Process process;
  private final Path log;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  /**
   * Starts it.
   *
   * @param python that waits to be told about scripts, as {@code scripts.py} describes
   * @param log gets what the scripts print
   */
  PySparkScripts(ProcessBuilder python, Path log) throws IOException {
    this.log = Files.write(log, new byte[0]);
    this.process = python.redirectError(Redirect.appendTo(log.toFile())).start();
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Runs a script.
   *
   * @param folder gets the files that the script leaves
   * @return its output and errors
   * @throws AssertionError if it fails
   */
  String run(Path folder, Path script, String... arguments)
      throws IOException, InterruptedException {
    long before = Files.size(log);
    List<String> request = new ArrayList<>();
    request.add(folder.toAbsolutePath().toString());
    request.add(script.toString());
    request.addAll(List.of(arguments));
    requests.write(String.join("\t", request) + "\n");
    requests.flush();
    String status = answer();
    byte[] all = Files.readAllBytes(log);
    int from = Math.toIntExact(before);
    String said = new String(all, from, all.length - from, StandardCharsets.UTF_8);
    if (!"0".equals(status)) {
      throw new AssertionError(script + " ended with status " + status + ":\n" + said);
    }
    return said;
  }

  /** The status; null if the process has ended. */
  private String answer() throws InterruptedException {
    try {
      return CompletableFuture.supplyAsync(this::readAnswer).get(MINUTES_TO_RUN, TimeUnit.MINUTES);
    } catch (TimeoutException e) {
      kill();
      return "none after " + MINUTES_TO_RUN + " minutes";
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private String readAnswer() {
    try {
      return answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Lets it end, so that Spark deletes its files. */
  @Override
  public void close() throws IOException {
    try {
      requests.close();
      process.waitFor(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      kill();
    }
  }
}
