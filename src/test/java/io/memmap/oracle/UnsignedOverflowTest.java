package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads uint64 as bigint: exact up to 2**63-1, an error above. NumPy's {@code astype} would wrap.
 */
class UnsignedOverflowTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void theLargestBigintIsRead(String access) throws Exception {
    assertThat(readAsBigint(access, Long.MAX_VALUE).first().getLong(0)).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "read"})
  void aLargerValueIsAnErrorThatNamesTheFile(String access) throws Exception {
    Dataset<Row> rows = readAsBigint(access, Long.MIN_VALUE);
    assertThatThrownBy(rows::collectAsList).hasStackTraceContaining("unsigned.dat");
  }

  private Dataset<Row> readAsBigint(String access, long bits) throws Exception {
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(bits)
            .putLong(0)
            .array();
    Path file = Files.write(folder.resolve("unsigned.dat"), bytes);
    return ArrayRead.of(file)
        .with("dtype", "<u8")
        .with("access", access)
        .load(SPARK.spark(), "n bigint");
  }
}
