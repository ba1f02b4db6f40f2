package io.memmap.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows without elements: they count although they have no bytes. */
class RecordsWithoutBytesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private static byte[] header(String dtype, Order order, long... lengths) {
    return NpyHeader.encode(DTypes.parse(dtype), Shape.of(lengths), order);
  }

  private Dataset<Row> read(byte[] header, String... options) throws IOException {
    Path file = Files.write(folder.resolve("from.npy"), header);
    var reader = SPARK.spark().read().format("memmap").option("layout", "array");
    for (int i = 0; i < options.length; i += 2) {
      reader.option(options[i], options[i + 1]);
    }
    return reader.load(file.toString());
  }

  private static DataFrameWriter<Row> overwrite(Dataset<Row> rows) {
    return rows.write().format("memmap").mode("overwrite");
  }

  private byte[] saved(DataFrameWriter<Row> writer) throws IOException {
    Path file = folder.resolve("to.npy");
    writer.save(file.toString());
    return Files.readAllBytes(file);
  }

  @ParameterizedTest
  @CsvSource({"5, 1, 0", "4, 2, 0"})
  void rowsAreCounted(long rows, long second, long third) throws IOException {
    byte[] flat = header("<f4", Order.C, rows, 0);
    assertThat(saved(overwrite(read(flat)))).isEqualTo(flat);
    byte[] deep = header("<f4", Order.C, rows, second, third);
    assertThat(saved(overwrite(read(deep).repartition(2)))).isEqualTo(deep);
  }

  @Test
  void theirIndicesCount() throws IOException {
    byte[] header = header(">i2", Order.C, 7, 0);
    Dataset<Row> rows = read(header, "rowIndex", "i").orderBy(col("i").desc());
    assertThat(saved(overwrite(rows).option("rowIndex", "i"))).isEqualTo(header);
    assertThatThrownBy(
            () ->
                saved(
                    overwrite(rows.where("i <> 2").union(rows.where("i = 5")))
                        .option("rowIndex", "i")))
        .hasStackTraceContaining("1 duplicate indices (5) and 1 missing indices (2)");
  }

  @Test
  void rowsAreAppended() throws IOException {
    byte[] header = header("<f8", Order.C, 5, 0);
    saved(overwrite(read(header)));
    assertThat(saved(read(header).write().format("memmap").mode("append")))
        .isEqualTo(header("<f8", Order.C, 10, 0));
  }

  @Test
  void moreRowsThanABlockHoldsAreCounted() throws IOException {
    byte[] header = header("<f4", Order.C, 600_000, 0);
    assertThat(saved(overwrite(read(header)))).isEqualTo(header);
  }
}
