package io.memmap.array.npy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jazzer looks for headers, archives and dtypes that break the parsers, for {@code -Dfuzz.seconds}
 * (15), starting from the fixtures. The heap is small and each input has little time, so that an
 * input that takes much of either is a finding.
 */
class DescriptionFuzzTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 15);
  private static final List<String> TEXTS =
      List.of(
          "<f4",
          "3f4,(2,3)i8",
          "[('x', '<i4'), ('y', [('z', 'S3', (2,))])]",
          "{'names': ['a', 'b'], 'formats': ['u1', '>i4'], 'offsets': [1, 4], 'itemsize': 10}",
          "{'a': ('i4', 0), 'b': (('f8', (2,)), 4, 'title')}",
          "M8[25s]",
          "(('V', 3), (2,))",
          "1000, -1",
          "(np.int64(3), 4)",
          "::2, ..., -1",
          "(slice(None, None, 2), Ellipsis, -1)");

  @TempDir Path folder;

  @Test
  void nothingBreaksTheParsers() throws Exception {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    seed(corpus);
    Path output = folder.resolve("output.txt");
    Process jazzer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-cp",
                classPath(),
                Jazzer.class.getName(),
                "--target_class=" + DescriptionFuzzer.class.getName(),
                "--instrumentation_includes=io.memmap.array.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + File.separator,
                "-max_total_time=" + SECONDS,
                "-timeout=20",
                "-max_len=4096",
                "-print_final_stats=1",
                corpus.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exit = jazzer.waitFor();
    String said = Files.readString(output, StandardCharsets.ISO_8859_1);
    assertThat(exit).as("exit code of Jazzer, which said:%n%s%n", said).isZero();
    System.out.printf(
        "Jazzer fuzzed headers, archives, dtypes, shapes and slices for %d s: %s%n",
        SECONDS, said.lines().filter(line -> line.startsWith("stat::")).limit(2).toList());
    assertThat(said).contains("stat::number_of_executed_units");
  }

  private static String classPath() throws URISyntaxException {
    List<String> places = new ArrayList<>();
    for (Class<?> type :
        List.of(NpyHeader.class, DescriptionFuzzer.class, Jazzer.class, FuzzedDataProvider.class)) {
      places.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return String.join(File.pathSeparator, places);
  }

  private static void seed(Path corpus) throws IOException, URISyntaxException {
    int count = 0;
    Path fixtures =
        Path.of(
                Objects.requireNonNull(DescriptionFuzzTest.class.getResource("/numpy/cases.json"))
                    .toURI())
            .getParent();
    try (Stream<Path> files = Files.walk(fixtures)) {
      for (Path file : files.sorted().toList()) {
        boolean archive = file.toString().endsWith(".npz");
        if (Files.isRegularFile(file) && (archive || file.toString().endsWith(".npy"))) {
          write(corpus, count++, archive ? 2 : 0, Files.readAllBytes(file));
        }
      }
    }
    for (String text : TEXTS) {
      for (int kind = 3; kind < 8; kind++) {
        write(corpus, count++, kind, text.getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(count).isGreaterThan(100);
  }

  private static void write(Path corpus, int number, int kind, byte[] bytes) throws IOException {
    byte[] input = new byte[bytes.length + 1];
    input[0] = (byte) kind;
    System.arraycopy(bytes, 0, input, 1, bytes.length);
    Files.write(corpus.resolve("seed-" + number), input);
  }
}
