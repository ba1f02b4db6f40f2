package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The log line of a write, which says how NumPy opens the array. */
class WriteLogTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private static List<String> logged(DataFrameWriter<Row> writer, Path file) throws Exception {
    Class<?> type = Class.forName("io.memmap.spark.internal.write.ArrayBatchWrite");
    return LogLines.ofInfo(type, () -> writer.save(file.toString()));
  }

  @Test
  void theCallThatOpensTheArray() throws Exception {
    Dataset<Row> rows = SPARK.spark().range(0, 2_500, 1, 3).selectExpr("cast(id as int) v");
    DataFrameWriter<Row> writer =
        rows.write()
            .format("memmap")
            .option("dtype", ">i4")
            .option("shape", "-1,50")
            .option("offset", "16");
    assertThat(logged(writer, folder.resolve("it's.dat")))
        .singleElement()
        .asString()
        .startsWith("CREATE: 2500 rows staged in ")
        .endsWith(
            "; np.memmap('"
                + folder.resolve("it\\'s.dat")
                + "', dtype='>i4', mode='r', shape=(50, 50), order='C', offset=16)");
    assertThat(logged(rows.write().format("memmap"), folder.resolve("a.npy")))
        .singleElement()
        .asString()
        .endsWith("; np.load('" + folder.resolve("a.npy") + "', mmap_mode='r')");
  }

  @Test
  void theShapeAfterAnAppend() throws Exception {
    Dataset<Row> rows = SPARK.spark().range(0, 6, 1, 2).selectExpr("array(id, id)");
    Path file = folder.resolve("a.dat");
    assertThat(logged(rows.write().format("memmap").mode("append"), file).toString())
        .contains("shape=(6, 2)");
    assertThat(logged(rows.write().format("memmap").mode("append"), file).toString())
        .contains("APPEND: 6 rows", "shape=(12, 2)");
  }
}
