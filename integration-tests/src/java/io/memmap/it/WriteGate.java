package io.memmap.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of files that start and hold the rounds of a {@link HeldWriteJob}. */
final class WriteGate {
  private final Path folder;

  WriteGate(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  Path folder() {
    return folder;
  }

  void hold(int partition) throws IOException {
    Files.writeString(folder.resolve("hold-" + partition), "");
  }

  void release(int partition) throws IOException {
    Files.deleteIfExists(folder.resolve("hold-" + partition));
  }

  void go(int round) throws IOException {
    Files.writeString(folder.resolve("go-" + round), "");
  }

  /** Process id of the executor that holds the partition's first attempt. */
  Optional<Long> held(int round, int partition) {
    String prefix = "held-" + round + "-" + partition + "-";
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .map(name -> Long.valueOf(name.substring(prefix.length())))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for an executor that holds the partition's first attempt. */
  ProcessHandle awaitHeld(Process driver, int round, int partition) {
    long pid =
        WatchedArray.await(
            "partition " + partition + " held in round " + round,
            driver.toHandle(),
            () -> held(round, partition));
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** Waits for the result of the round, see {@link #ended}. */
  String awaitEnded(Process driver, int round) {
    return WatchedArray.await("the end of round " + round, driver.toHandle(), () -> ended(round));
  }

  /** The result of the round: {@code ok}, or the error. */
  Optional<String> ended(int round) {
    Path file = folder.resolve("ended-" + round);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
