package io.memmap.live;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A 1-D int32 array in a file that is changed in place, as a program that has it mapped would.
 *
 * @param path where it lies
 */
record IntArray(Path path) {

  /** A new file; element {@code i} is {@code factor * i}. */
  static IntArray create(Path path, int rows, int factor) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(rows * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    multiples(rows, factor).forEach(bytes::putInt);
    Files.write(path, bytes.array());
    return new IntArray(path);
  }

  static List<Integer> multiples(int rows, int factor) {
    return IntStream.range(0, rows).map(i -> factor * i).boxed().toList();
  }

  /** One task, in batches of so many rows. */
  Dataset<Row> load(SparkSession spark, String access, int batchRows) {
    return spark
        .read()
        .format("memmap")
        .option("dtype", "<i4")
        .option("access", access)
        .option("numPartitions", 1)
        .option("batchRows", batchRows)
        .load(path.toString());
  }

  /** The values of the array's only column, by this very Dataset, which keeps its plan. */
  static List<Integer> collect(Dataset<Row> array) {
    return array.collectAsList().stream().map(row -> row.getInt(0)).toList();
  }

  void set(int row, int value) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek((long) row * Integer.BYTES);
      file.writeInt(Integer.reverseBytes(value));
    }
  }

  /** Cuts the file, or appends zeros. */
  void resize(int rows) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength((long) rows * Integer.BYTES);
    }
  }
}
