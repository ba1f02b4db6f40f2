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
 * The mappings and descriptors that this process has of the files in a folder, as the kernel lists
 * them. By folder, because a mapping still exists after its file is deleted or replaced.
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

  /** The lines of {@code /proc/self/maps} for these files. */
  public List<String> mappings() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.contains(folder)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The targets of the links in {@code /proc/self/fd} for these files. */
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
   * Waits until the process has no mapping and no descriptor, at most 10 seconds; returns the
   * remaining ones. Tasks release their files shortly after the driver has the result or the news
   * of the cancellation.
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
