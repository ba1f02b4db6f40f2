package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Columns of MLlib's vectors; {@code mllib.py} saves vectors that MLlib's models make. */
class VectorColumnTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final StructType SCHEMA =
      new StructType().add("i", DataTypes.LongType, false).add("v", new StandInVector.Type(), true);

  @TempDir Path dir;
  private Path file;

  @BeforeEach
  void name() {
    file = dir.resolve("v.dat");
  }

  private static DataFrameWriter<Row> writer(StandInVector... vectors) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < vectors.length; i++) {
      // the last row first: the index decides
      rows.add(0, RowFactory.create((long) i, vectors[i]));
    }
    return SPARK
        .spark()
        .createDataFrame(rows, SCHEMA)
        .coalesce(1)
        .write()
        .format("memmap")
        .option("rowIndex", "i");
  }

  private double[] doubles() throws IOException {
    DoubleBuffer stored =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
    double[] found = new double[stored.remaining()];
    stored.get(found);
    return found;
  }

  @Test
  void denseOnesAreTheirValues() throws Exception {
    writer(StandInVector.dense(1, -0.0, Double.NaN), StandInVector.dense(4, 5, 6))
        .save(file.toString());

    assertThat(Arrays.equals(doubles(), new double[] {1, -0.0, Double.NaN, 4, 5, 6})).isTrue();
  }

  @Test
  void sparseOnesAreExpanded() throws Exception {
    writer(
            StandInVector.sparse(3, new int[] {1}, 7),
            StandInVector.dense(1, 2, 3),
            StandInVector.sparse(3, new int[0]),
            StandInVector.sparse(3, new int[] {0, 2}, 8, 9))
        .save(file.toString());

    assertThat(doubles()).containsExactly(0, 7, 0, 1, 2, 3, 0, 0, 0, 8, 0, 9);
  }

  @Test
  void otherLengthsAreErrors() {
    assertThatThrownBy(
            () ->
                writer(StandInVector.dense(1, 2), StandInVector.sparse(3, new int[] {0}, 1))
                    .save(file.toString()))
        .hasStackTraceContaining("column v: ragged");
    assertThatThrownBy(() -> writer(null, StandInVector.dense(1, 2)).save(file.toString()))
        .hasStackTraceContaining("column v: a null array");
    assertThat(file).doesNotExist();
  }
}
