package io.memmap.spark.internal.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.spark.FileMistakes;
import io.memmap.spark.HeaderMistakes;
import io.memmap.spark.JobCounter;
import io.memmap.spark.Mistake;
import io.memmap.spark.OptionMistakes;
import io.memmap.spark.SampleFiles;
import io.memmap.spark.SchemaMistakes;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong reads, with their whole messages from {@code load}, before any job. {@code
 * -Dprint.errors=true} prints the messages.
 */
class OptionErrorsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir static Path folder;
  private static SampleFiles samples;
  private static JobCounter jobs;

  @BeforeAll
  static void makeFiles() throws IOException {
    samples = SampleFiles.in(folder);
    jobs = new JobCounter(SPARK.spark().sparkContext());
  }

  @AfterAll
  static void printTable() {
    jobs.close();
    if (Boolean.getBoolean("print.errors")) {
      mistakes().forEach(mistake -> System.out.println(mistake + "\n    " + mistake.message()));
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
            OptionMistakes.dtypes(),
            OptionMistakes.shapes(),
            OptionMistakes.numbers(),
            OptionMistakes.ranges(),
            OptionMistakes.words(),
            OptionMistakes.names(),
            FileMistakes.paths(),
            FileMistakes.sizes(),
            FileMistakes.layouts(),
            HeaderMistakes.headers(),
            HeaderMistakes.archives(),
            HeaderMistakes.slices(),
            SchemaMistakes.columns(),
            SchemaMistakes.types(),
            SchemaMistakes.structs(),
            SchemaMistakes.names())
        .flatMap(List::stream);
  }

  static Stream<Mistake> curable() {
    return mistakes().filter(Mistake::hasCure);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aWrongReadHasItsMessage(Mistake mistake) throws TimeoutException {
    int before = jobs.started();
    Throwable error = catchThrowable(() -> mistake.load(SPARK.spark(), samples));
    assertThat(error)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(samples.fill(mistake.message()));
    assertThat(jobs.started()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("curable")
  void theAdviceCuresTheRead(Mistake mistake) {
    assertThatCode(
            () -> assertThat(mistake.loadCured(SPARK.spark(), samples).collectAsList()).isNotNull())
        .doesNotThrowAnyException();
  }
}
