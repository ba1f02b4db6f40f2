package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.SparkTesting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that change after {@code load}: each query of the same Dataset sees the change. */
class ChangedSinceLookTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays");

  /** Longer than the resolution of the file system's times. */
  private static final long PAUSE_MILLIS = 50;

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = folder.resolve("a.npy");
    write("<i4", 1, 2, 3);
    Thread.sleep(PAUSE_MILLIS);
  }

  private void write(String dtype, int... values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(NpyHeader.encode(DTypes.parse(dtype), Shape.of(values.length), Order.C));
    whole.write(bytes.array());
    Files.write(file, whole.toByteArray()); // in place
  }

  private Dataset<Row> rows(String way) {
    return way.equals("load")
        ? SPARK.spark().read().format("memmap").load(file.toString())
        : SPARK.spark().table("arrays.`" + file + "`");
  }

  private static Object sum(Dataset<Row> rows) {
    return rows.selectExpr("sum(value)").head().get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "table"})
  void anotherDTypeOfTheSameLengthAndTimeIsSeen(String way) throws IOException {
    Dataset<Row> rows = rows(way);
    assertThat(sum(rows)).isEqualTo(6L);
    FileTime before = Files.getLastModifiedTime(file);
    write("<u4", 1, 2, 3);
    Files.setLastModifiedTime(file, before);
    assertThatThrownBy(() -> sum(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("saved anew");
    write("<i4", 4, 5, 6);
    assertThat(sum(rows)).isEqualTo(15L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "table"})
  void aFileThatIsReplacedBeforeTheFirstQueryIsRead(String way) throws IOException {
    Dataset<Row> rows = rows(way);
    assertThat(rows.columns()).hasSize(1);
    Files.delete(file);
    write("<i4", 7, 8, 9);
    assertThat(sum(rows)).isEqualTo(24L);
    Files.delete(file);
    assertThatThrownBy(() -> sum(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "table"})
  void aFileThatGrowsAndShrinksAgainIsRead(String way) throws IOException {
    Dataset<Row> rows = rows(way);
    write("<i4", 1, 2, 3, 4);
    assertThat(rows.count())
        .isGreaterThanOrEqualTo(3); // a table has all rows, a load those of then
    write("<i4", 1, 2);
    assertThatThrownBy(() -> sum(rows)).isInstanceOf(IllegalArgumentException.class);
    write("<i4", 1, 2, 4);
    assertThat(sum(rows)).isEqualTo(7L);
  }
}
