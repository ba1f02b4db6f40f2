package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows of 4.8 GB, which several windows show, in a sparse file. */
class WideRowTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long ROW = 1_200_000_000;
  private static final long THIRD = 400_000_000;

  /** The first element of a row that lies in the second window. */
  private static final long BEHIND_A_WINDOW = 536_854_527;

  @TempDir Path folder;
  private String file;

  /** Some elements are set to their number within the row, negative in the second row. */
  @BeforeEach
  void writeSomeElements() throws IOException {
    Path path = ArrayFiles.sparse(folder.resolve("a.dat"), 2 * 4 * ROW);
    file = path.toString();
    long[] elements = {
      1, THIRD - 1, THIRD, BEHIND_A_WINDOW - 1, BEHIND_A_WINDOW, 2 * THIRD, ROW - 1
    };
    try (RandomAccessFile data = new RandomAccessFile(path.toFile(), "rw")) {
      for (long element : elements) {
        data.seek(4 * element);
        data.writeInt((int) element);
        data.seek(4 * (ROW + element));
        data.writeInt((int) -element);
      }
    }
  }

  @Test
  void elementsOfEveryWindowAreInPlace() {
    Dataset<Row> rows =
        load("2,1200000000")
            .selectExpr(
                "value[1]",
                "value[" + (BEHIND_A_WINDOW - 1) + "]",
                "value[" + BEHIND_A_WINDOW + "]",
                "value[" + (ROW - 1) + "]",
                "size(value)");
    int before = (int) BEHIND_A_WINDOW - 1;
    int last = (int) ROW - 1;
    assertThat(rows.collectAsList())
        .containsExactly(
            RowFactory.create(1, before, before + 1, last, last + 1),
            RowFactory.create(-1, -before, -before - 1, -last, last + 1));
  }

  @Test
  void anInnerAxisChangesNothing() {
    Dataset<Row> rows =
        load("2,3,400000000")
            .selectExpr(
                "value[0][1]", "value[0][399999999]", "value[1][0]", "value[2][0]", "size(value)");
    int third = (int) THIRD;
    assertThat(rows.collectAsList())
        .containsExactly(
            RowFactory.create(1, third - 1, third, 2 * third, 3),
            RowFactory.create(-1, 1 - third, -third, -2 * third, 3));
  }

  @Test
  void elementsLargerThanAWindowAreCutAgain() {
    Dataset<Row> rows =
        load("1,2,1200000000").selectExpr("value[0][1199999999]", "value[1][1199999999]");
    int last = (int) ROW - 1;
    assertThat(rows.collectAsList()).containsExactly(RowFactory.create(last, -last));
  }

  private Dataset<Row> load(String shape) {
    return Plans.memmap(SPARK.spark(), "dtype", ">i4", "shape", shape, "layout", "array")
        .load(file);
  }
}
