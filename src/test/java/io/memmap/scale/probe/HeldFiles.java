package io.memmap.scale.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What this process holds of the files in a folder, as the kernel lists it. By folder, because a
 * mapping outlives the name of its file.
 */
public final class HeldFiles {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String folder;

  public HeldFiles(Path folder) {
    try {
      this.folder = folder.toRealPath() + "/";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of {@code /proc/self/maps}. */
  public List<String> mappings() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.contains(folder)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Targets of {@code /proc/self/fd}. */
  public List<String> descriptors() {
    try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
      return links
          .map(HeldFiles::target)
          .filter(Objects::nonNull)
          .filter(target -> target.startsWith(folder))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException closedMeanwhile) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What is still held when patience ends; empty as soon as nothing is. Tasks release what they
   * hold a moment after the driver has the result, or the news that they were killed.
   */
  public List<String> leftovers() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    List<String> held = held();
    while (!held.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
      held = held();
    }
    return held;
  }

  private List<String> held() {
    return Stream.concat(mappings().stream(), descriptors().stream()).toList();
  }
}
