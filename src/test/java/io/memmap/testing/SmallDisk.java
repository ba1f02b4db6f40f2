package io.memmap.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A small file system in memory, which tests fill up. Only root can mount one: without it a test is
 * skipped with a message, and on a build server ({@code CI} is set) it fails.
 */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  public static SmallDisk mount(Path folder, int mebibytes) throws IOException {
    Files.createDirectories(folder);
    String error =
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
    if (!error.isEmpty()) {
      String reason = "no small disk, only root can mount one: " + error;
      if (System.getenv("CI") != null) {
        return Assertions.fail(reason);
      }
      System.out.println("SKIPPED, no full disk was tested: " + reason);
      return Assumptions.abort(reason);
    }
    return new SmallDisk(folder);
  }

  public Path folder() {
    return folder;
  }

  /** Returns an empty text if the command succeeds, and its output if not. */
  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor() == 0 ? "" : said.strip() + " (" + process.exitValue() + ")";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  @Override
  public void close() throws IOException {
    String error = run("umount", "-l", folder.toString());
    if (!error.isEmpty()) {
      throw new IOException(error);
    }
  }
}
