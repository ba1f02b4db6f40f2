package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that a path means. */
class PathsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int BYTES = 37;

  @TempDir Path folder;

  @Test
  void withoutAPathNothingIsRead() {
    String message =
        "no file given; name it in load(\"data.dat\") or option(\"path\", \"data.dat\")";
    assertThatThrownBy(() -> memmap().load())
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> memmap().load(new String[0])).hasMessage(message);
  }

  @Test
  void severalArraysFollowEachOther() throws IOException {
    String one = write("1.dat").toString();
    String two = write("2.dat").toString();
    assertThat(memmap().load(one, two).count()).isEqualTo(2 * BYTES);
  }

  @Test
  void sparkRefusesTwoWaysToNameAPath() throws IOException {
    String one = write("1.dat").toString();
    assertThatThrownBy(() -> memmap().option("path", one).load(one))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("'path'");
  }

  @Test
  void aPathMayBeAnOption() throws IOException {
    String one = write("1.dat").toString();
    assertThat(memmap().option("path", one).load().count()).isEqualTo(BYTES);
    assertThat(memmap().load(new String[] {one}).count()).isEqualTo(BYTES);
  }

  @Test
  void aSymbolicLinkIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.dat"), write("real.dat"));
    assertThat(memmap().load(link.toString()).count()).isEqualTo(BYTES);
  }

  /** As Spark's file sources, which take a path literally. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a.dat", "a b.dat", "a#b.dat", "a?b.dat", "a%b.dat", "ä€.dat", "a+b&c=d;e.dat"})
  void anyNameIsFoundWithAndWithoutAScheme(String name) throws IOException {
    Path file = write(name);
    Files.write(folder.resolve("a"), new byte[1]);
    for (String prefix : new String[] {"", "file:", "file://"}) {
      assertThat(memmap().load(prefix + file).count()).as(prefix + file).isEqualTo(BYTES);
    }
  }

  @Test
  void aUriOfJavaOrPythonIsFound() throws IOException {
    Path file = write("a b€.dat");
    assertThat(memmap().load(file.toUri().toString()).count()).isEqualTo(BYTES);
  }

  @Test
  void aPipeIsRefusedAndNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe.dat");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(made.waitFor() == 0, "no mkfifo here");
    try {
      assertTimeoutPreemptively(
          Duration.ofSeconds(60),
          () ->
              assertThatThrownBy(() -> memmap().load(pipe.toString()))
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessageStartingWith("file " + pipe + ": "));
    } finally {
      // lets go a reader that still waits
      new ProcessBuilder("timeout", "2", "dd", "if=/dev/null", "of=" + pipe).start().waitFor();
    }
  }

  private static DataFrameReader memmap() {
    return SPARK.spark().read().format("memmap");
  }

  private Path write(String name) throws IOException {
    return Files.write(folder.resolve(name), new byte[BYTES]);
  }
}
