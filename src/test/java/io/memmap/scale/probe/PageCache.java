package io.memmap.scale.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What the operating system holds of a file in memory, asked of its own tools. */
public final class PageCache {
  private PageCache() {}

  /** Forgets the file's pages: {@code posix_fadvise(DONTNEED)} after forcing what is unwritten. */
  public static void drop(Path file) throws IOException, InterruptedException {
    run("sync", file.toString());
    run("dd", "if=" + file, "iflag=nocache", "count=0", "status=none");
  }

  /** Bytes of the file that are in memory, whoever brought them there: {@code mincore}. */
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
