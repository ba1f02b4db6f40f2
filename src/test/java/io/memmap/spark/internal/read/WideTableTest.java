package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables around the widths where Spark's generated code changes: its methods outgrow the JIT's
 * limit from about 65 columns on, and above 100 ({@code spark.sql.codegen.maxFields}) there are
 * none.
 */
class WideTableTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 11;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} columns of {1}")
  @CsvSource({"64,<i4", "65,>f2", "100,u1", "101,<u8", "250,?"})
  void everyValueIsRead(int columns, String dtype) throws IOException {
    String file = write(columns, dtype);
    List<Row> found = load(file, columns, dtype).collectAsList();
    assertThat(found).hasSize(ROWS);
    List<Row> inPieces = inPieces(file, columns, dtype);
    for (int i = 0; i < ROWS; i++) {
      assertThat(found.get(i)).isEqualTo(inPieces.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 100, 101})
  void sparkReadsBatches(int columns) throws IOException {
    Dataset<Row> rows = load(write(columns, "<i4"), columns, "<i4");
    assertThat(Plans.leaf(rows).supportsColumnar()).isTrue();
  }

  @Test
  void tenThousandColumnsArePrunedToAFew() throws IOException {
    Dataset<Row> rows = load(write(10_000, "<i4"), 10_000, "<i4").select("_c9999", "_c0");
    assertThat(rows.collectAsList())
        .hasSize(ROWS)
        .startsWith(RowFactory.create(value(9_999), value(0)));
  }

  private String write(int columns, String dtype) throws IOException {
    ArraySpec spec = new ArraySpec(DTypes.parse(dtype), Shape.of(ROWS, columns), Order.C, 0);
    return ArrayFiles.write(folder.resolve("a.dat"), spec, i -> value((int) i)).toString();
  }

  /** Bytes that differ everywhere, so that a wrong offset is a wrong value; no kind reads a NaN. */
  private static int value(int element) {
    return element * 7 % 10_007;
  }

  private static Dataset<Row> load(String file, int columns, String dtype) {
    return Plans.memmap(SPARK.spark(), "dtype", dtype, "shape", ROWS + "," + columns).load(file);
  }

  /** The same rows, joined from queries of few columns. */
  private static List<Row> inPieces(String file, int columns, String dtype) {
    Object[][] rows = new Object[ROWS][columns];
    for (int from = 0; from < columns; from += 50) {
      int to = Math.min(columns, from + 50);
      String[] names = IntStream.range(from, to).mapToObj(j -> "_c" + j).toArray(String[]::new);
      List<Row> found = load(file, columns, dtype).selectExpr(names).collectAsList();
      for (int i = 0; i < ROWS; i++) {
        for (int j = from; j < to; j++) {
          rows[i][j] = found.get(i).get(j - from);
        }
      }
    }
    return Arrays.stream(rows).map(RowFactory::create).toList();
  }
}
