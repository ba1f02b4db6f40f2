package io.memmap.scale.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The pages of a file in the operating system's page cache, from its command-line tools. */
public final class PageCache {
  private PageCache() {}

  /**
   * Drops the file's pages from memory, after writing dirty pages to disk: {@code
   * posix_fadvise(DONTNEED)}.
   */
  public static void drop(Path file) throws IOException, InterruptedException {
    run("sync", file.toString());
    run("dd", "if=" + file, "iflag=nocache", "count=0", "status=none");
  }

  /** Bytes of the file that are in memory because of any process: {@code mincore}. */
  public static long residentBytes(Path file) throws IOException, InterruptedException {
    return Long.parseLong(
        run("fincore", "--bytes", "--noheadings", "--output", "RES", file.toString()).strip());
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(List.of(command) + ": " + said);
    }
    return said;
  }
}
