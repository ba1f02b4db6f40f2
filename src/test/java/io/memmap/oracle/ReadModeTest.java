package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Intended differences of reads from np.memmap: a read never writes. NumPy's {@code r+} extends a
 * short file and makes an empty one a byte long; its {@code w+} empties the file first.
 */
class ReadModeTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final byte[] TWELVE_BYTES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"r+", "readwrite", "c", "copyonwrite", "r", "readonly"})
  void aShortFileIsAnErrorAndStaysShort(String mode) throws IOException {
    Path file = Files.write(folder.resolve("short.dat"), TWELVE_BYTES);
    assertThat(refusal(file, mode, "4")).contains("short.dat");
    assertThat(file).hasBinaryContent(TWELVE_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"r+", "readwrite"})
  void anEmptyFileIsAnErrorAndStaysEmpty(String mode) throws IOException {
    Path file = Files.createFile(folder.resolve("empty.dat"));
    assertThat(refusal(file, mode, "0")).contains("empty.dat");
    assertThat(file).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"w+", "write"})
  void aModeThatEmptiesTheFileIsAnError(String mode) throws IOException {
    Path file = Files.write(folder.resolve("kept.dat"), TWELVE_BYTES);
    assertThat(refusal(file, mode, "3")).contains("mode").contains(mode);
    assertThat(file).hasBinaryContent(TWELVE_BYTES);
  }

  @Test
  void aMissingFileIsNotCreated() {
    Path file = folder.resolve("missing.dat");
    assertThat(refusal(file, "r+", "3")).contains("missing.dat");
    assertThat(file).doesNotExist();
  }

  private static String refusal(Path file, String mode, String shape) {
    ArrayRead read =
        ArrayRead.of(file).with("dtype", "<i4").with("shape", shape).with("mode", mode);
    return Refusal.messageOf(() -> read.collect(SPARK.spark()));
  }
}
