package io.memmap.scale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.DType;
import io.memmap.array.NpyHeader;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.scale.probe.CallsOfQueries;
import io.memmap.testing.ObservedDefault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a load and a query look at each of many files. */
class FileLooksTest {
  /** So many that they are looked at in parallel. */
  private static final int FILES = 70;

  @TempDir Path folder;

  /**
   * A listing asks for attributes. A look does before and after the file is read, so that what is
   * read and what was asked belong together. A query looks once; before its tasks begin it asks for
   * attributes again, and each task opens a file of its own and asks whose it is.
   */
  @Test
  void aLoadAndAQueryLookAtEachFileOnce() throws Exception {
    for (int i = 0; i < FILES; i++) {
      npy(folder.resolve("part-" + i + ".npy"));
    }
    List<String> steps = run(folder.toRealPath());
    assertThat(steps)
        .containsExactly(
            "load: {attributes=3, open=1, read=1}",
            "load with schema: {attributes=3, open=1, read=1}",
            "plan: {attributes=2, open=1, read=1}",
            "count: {attributes=2, open=1, read=1}",
            "kernels: {attributes=4, map=1, open=2, read=2}",
            "rows: {attributes=4, map=1, open=2, read=2}",
            "one file: {attributes=4, map=1, open=2, read=2}");
  }

  /** One row, so that no two tasks share the file. */
  private static void npy(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(NpyHeader.encode(DType.parse("<f8"), Shape.of(1, 2), Order.C));
    bytes.write(new byte[16]);
    Files.write(file, bytes.toByteArray());
  }

  private static List<String> run(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("conf", "java-options").toAbsolutePath(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Djava.nio.file.spi.DefaultFileSystemProvider=" + ObservedDefault.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                CallsOfQueries.class.getName(),
                folder.toString(),
                "part-",
                "part-7.npy")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.lines().filter(line -> line.contains(": {")).toList();
  }
}
