package io.memmap.scale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.scale.probe.CallsOfQueries;
import io.memmap.scale.probe.CallsOfStatements;
import io.memmap.testing.ObservedDefault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The number of calls that a load, a query and a statement make to each of many files. */
class FileCallCountsTest {
  /** Enough files that {@code load} checks them in parallel. */
  private static final int FILES = 70;

  /**
   * Statements and queries that open no file: the attributes show that the files have not changed.
   */
  private static final List<String> WITHOUT_OPENING =
      List.of(
          "DESCRIBE TABLE n",
          "DROP TABLE n",
          "rows of a Dataset",
          "count of a Dataset",
          "self-join of a Dataset");

  @TempDir Path folder;

  @BeforeEach
  void makeFiles() throws Exception {
    for (int i = 0; i < FILES; i++) {
      npy(folder.resolve("part-" + i + ".npy"));
    }
  }

  /**
   * Calls per file. {@code load} asks for the attributes in the listing, and before and after it
   * reads the header, to detect a change in between. A query opens no file on the driver if the
   * attributes are unchanged; it asks for them again before its tasks start. Each task opens its
   * file and asks for the attributes of the open file.
   */
  @Test
  void aLoadAndAQueryOpenEachFileOnce() throws Exception {
    List<String> steps = run(CallsOfQueries.class, "part-", "part-7.npy");
    assertThat(steps)
        .containsExactly(
            "load: {attributes=3, open=1, read=1}",
            "load with schema: {attributes=3, open=1, read=1}",
            "plan: {attributes=1}",
            "count: {attributes=1}",
            "kernels: {attributes=3, map=1, open=1, read=1}",
            "rows: {attributes=3, map=1, open=1, read=1}",
            "one file: {attributes=3, map=1, open=1, read=1}");
  }

  /** Spark resolves a table when it analyzes a statement and plans the scan at once. */
  @Test
  void aStatementOpensEachFileOnce() throws Exception {
    List<String> steps = run(CallsOfStatements.class);
    assertThat(steps).hasSizeGreaterThan(20);
    assertThat(steps)
        .allSatisfy(
            step -> {
              boolean known = WITHOUT_OPENING.stream().anyMatch(step::endsWith);
              assertThat(step).startsWith(known ? "opened 0: " : "opened 1: ");
            });
  }

  /** One row per file, so that no two tasks share a file. */
  private static void npy(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(NpyHeader.encode(DTypes.parse("<f8"), Shape.of(1, 2), Order.C));
    bytes.write(new byte[16]);
    Files.write(file, bytes.toByteArray());
  }

  private List<String> run(Class<?> probe, String... more)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("conf", "java-options").toAbsolutePath(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Djava.nio.file.spi.DefaultFileSystemProvider=" + ObservedDefault.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                probe.getName(),
                folder.toRealPath().toString()));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.lines().filter(line -> line.contains(": ")).toList();
  }
}
