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
 * A file with a 1-D int32 array, which is changed in place as by a program that has mapped it.
 *
 * @param path of the file
 */
record IntArrayFile(Path path) {

  /** Creates the file; element {@code i} is {@code factor * i}. */
  static IntArrayFile create(Path path, int rows, int factor) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(rows * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    multiples(rows, factor).forEach(bytes::putInt);
    Files.write(path, bytes.array());
    return new IntArrayFile(path);
  }

  static List<Integer> multiples(int rows, int factor) {
    return IntStream.range(0, rows).map(i -> factor * i).boxed().toList();
  }

  /** Reads the file in one task, in batches of {@code batchRows} rows. */
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

  /** The values of the only column; the Dataset keeps its plan between two calls. */
  static List<Integer> collect(Dataset<Row> array) {
    return array.collectAsList().stream().map(row -> row.getInt(0)).toList();
  }

  void set(int row, int value) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek((long) row * Integer.BYTES);
      file.writeInt(Integer.reverseBytes(value));
    }
  }

  /** Sets the length of the file to {@code rows} elements: cuts it, or appends zeros. */
  void resize(int rows) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength((long) rows * Integer.BYTES);
    }
  }
}
