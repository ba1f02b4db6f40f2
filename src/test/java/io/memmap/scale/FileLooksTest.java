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

/** How often a load and a query look at each of many files. */
class FileLooksTest {
  /** So many that they are looked at in parallel. */
  private static final int FILES = 70;

  /** Steps that need no more than what is known, and a look at whether files have changed. */
  private static final List<String> KNOWN =
      List.of(
          "DESCRIBE TABLE n", "DROP TABLE n", "its rows", "their number", "joined to themselves");

  @TempDir Path folder;

  @BeforeEach
  void makeFiles() throws Exception {
    for (int i = 0; i < FILES; i++) {
      npy(folder.resolve("part-" + i + ".npy"));
    }
  }

  /**
   * A listing asks for attributes. A look does before and after the file is read, so that what is
   * read and what was asked belong together. A query opens no file that its attributes show to be
   * unchanged; before its tasks begin it asks for them again, and each task opens a file of its own
   * and asks whose it is.
   */
  @Test
  void aLoadAndAQueryLookAtEachFileOnce() throws Exception {
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

  /** The table that a name means is found when a statement is analyzed, and planned at once. */
  @Test
  void aStatementOpensEachFileOnce() throws Exception {
    List<String> steps = run(CallsOfStatements.class);
    assertThat(steps).hasSizeGreaterThan(20);
    assertThat(steps)
        .allSatisfy(
            step -> {
              boolean known = KNOWN.stream().anyMatch(step::endsWith);
              assertThat(step).startsWith(known ? "opened 0: " : "opened 1: ");
            });
  }

  /** One row, so that no two tasks share the file. */
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
