package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.resolve.ForgottenDType;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Warnings about files whose size suggests a forgotten dtype. */
class ForgottenDTypeTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2  | int16, uint16 or float16
          4  | float32 or int32
          8  | float64 or int64
          16 | complex128
          """)
  void oneWarningNamesTheLikelyTypes(int times, String likely) throws IOException {
    Path file = file(6 * times);
    assertThat(warningsOf(file, "shape", "2,3"))
        .containsExactly(
            "file "
                + file
                + ": read as uint8, the default dtype, shape (2, 3) takes 1 of "
                + times
                + " bytes; was "
                + likely
                + " meant?");
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 18, 6 * 32, 6 * 17, 25, 6 * 5})
  void otherSizesDoNotWarn(int bytes) throws IOException {
    assertThat(warningsOf(file(bytes), "shape", "2,3")).isEmpty();
  }

  @Test
  void aDTypeOrAMissingShapeDoesNotWarn() throws IOException {
    assertThat(warningsOf(file(24), "shape", "2,3", "dtype", "uint8")).isEmpty();
    assertThat(warningsOf(file(24))).isEmpty();
    Path file = file(24);
    assertThat(
            LogLines.of(
                ForgottenDType.class,
                () -> reader("shape", "6").schema("x tinyint").load(file.toString())))
        .isEmpty();
  }

  @Test
  void theOffsetDoesNotCount() throws IOException {
    assertThat(warningsOf(file(24), "shape", "2,3", "offset", "3")).isEmpty();
    assertThat(warningsOf(file(27), "shape", "2,3", "offset", "3")).isNotEmpty();
  }

  private static List<String> warningsOf(Path file, String... options) {
    return LogLines.of(ForgottenDType.class, () -> reader(options).load(file.toString()));
  }

  private static DataFrameReader reader(String... options) {
    DataFrameReader reader = SPARK.spark().read().format("memmap");
    for (int i = 0; i < options.length; i += 2) {
      reader.option(options[i], options[i + 1]);
    }
    return reader;
  }

  private Path file(int bytes) throws IOException {
    return Files.write(folder.resolve(bytes + ".dat"), new byte[bytes]);
  }
}
