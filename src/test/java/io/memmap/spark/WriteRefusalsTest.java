package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong writes, with their whole messages. {@code -Dprint.errors=true} prints the messages. */
class WriteRefusalsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir static Path folder;
  private static SampleFiles samples;

  @BeforeAll
  static void makeFiles() throws IOException {
    samples = SampleFiles.in(folder);
  }

  @AfterAll
  static void printTable() {
    if (Boolean.getBoolean("print.errors")) {
      mistakes().forEach(mistake -> System.out.println(mistake + "\n    " + mistake.message()));
    }
  }

  static Stream<WriteMistake> mistakes() {
    return Stream.of(
            WriteMistakes.paths(),
            WriteMistakes.options(),
            WriteMistakes.types(),
            WriteMistakes.shapes(),
            WriteMistakes.values())
        .flatMap(List::stream);
  }

  static Stream<WriteMistake> curable() {
    return mistakes().filter(WriteMistake::hasCure);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aWrongWriteHasItsMessage(WriteMistake mistake) throws IOException {
    List<Path> before = files();
    Throwable error =
        InPlaceTest.deepest(catchThrowable(() -> mistake.save(SPARK.spark(), samples)));
    assertThat(error).isInstanceOfAny(IllegalArgumentException.class, IOException.class);
    assertThat(error.getMessage().replaceFirst("^file .*new\\.(dat|npy): ", "file {new}: "))
        .isEqualTo(samples.fill(mistake.message()));
    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("curable")
  void theAdviceCuresTheWrite(WriteMistake mistake) throws IOException {
    assertThatCode(() -> mistake.saveCured(SPARK.spark(), samples)).doesNotThrowAnyException();
    Files.deleteIfExists(folder.resolve("new.dat"));
    Files.deleteIfExists(folder.resolve("new.npy"));
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
