package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rows that arrive in any order are written at their index, with a heap that does not depend on the
 * number of rows.
 */
@Tag("faults")
final class PermutationIT {
  private static final long TIMEOUT_SECONDS = 3_600;
  private static final int BUFFER_BYTES = 1 << 20;

  @Test
  void tenMillionRows() throws Exception {
    permute(10_000_000, 4);
  }

  /** A hundred times as many rows with the same heap; runs with the profile {@code faults} only. */
  @Test
  void aBillionRows() throws Exception {
    assumeTrue(FaultRounds.COUNT > 1, "a billion rows take minutes; run with -Pfaults");
    permute(1_000_000_000, 40);
  }

  private static void permute(long rows, int partitions) throws Exception {
    Path dir = Files.createDirectories(Path.of(System.getProperty("it.dir"), "permuted-" + rows));
    Path file = Files.createDirectories(dir.resolve("array")).resolve("a.dat");
    try {
      String log =
          new LocalSubmit(Path.of(System.getProperty("it.spark.classpath")), dir, TIMEOUT_SECONDS)
              .run(PermutationJob.class, file.toString(), "" + rows, "" + partitions);
      log.lines().filter(line -> line.startsWith("PERMUTED")).forEach(System.out::println);
      assertThat(number(log, "maxHeap")).as("MiB of heap").isLessThanOrEqualTo(512);
      assertThat(Files.size(file)).isEqualTo(rows);
      assertHoldsEachRow(file);
      try (Stream<Path> left = Files.list(file.getParent())) {
        assertThat(left).containsExactly(file);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static long number(String log, String name) {
    String start = "PERMUTED " + name + "=";
    String line = log.lines().filter(said -> said.startsWith(start)).findFirst().orElseThrow();
    return Long.parseLong(line.substring(start.length()));
  }

  private static void assertHoldsEachRow(Path file) throws IOException {
    long row = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream bytes = Files.newInputStream(file)) {
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        for (int i = 0; i < read; i++, row++) {
          if (buffer[i] != row % 251 - 125) {
            throw new AssertionError("row " + row + " holds " + buffer[i]);
          }
        }
      }
    }
  }
}
