package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.SparkTesting;
import io.memmap.testing.TaskRead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The bytes that the driver sends to a task. */
class TaskSizeTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  /** Bytes of a file in a task, besides the part of its name that differs. */
  private static final int MOST_BYTES_PER_FILE = 40;

  @TempDir Path folder;

  private Batch batch(int files, int partitions) throws IOException {
    Path made = Files.createDirectory(folder.resolve(files + "-" + partitions));
    byte[] header =
        NpyHeader.encode(DTypes.parse("[('x', '<f8'), ('y', '<f8')]"), Shape.of(2), Order.C);
    for (int i = 0; i < files; i++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(header);
      bytes.write(new byte[32]);
      Files.write(made.resolve("part-%05d.npy".formatted(i)), bytes.toByteArray());
    }
    Map<String, String> options = Map.of("numPartitions", Integer.toString(partitions));
    return new TaskRead(made.toString(), options, null).batch();
  }

  private static int size(Object sent) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    return bytes.size();
  }

  @Test
  void aTaskReceivesItsOwnFilesOnly() throws IOException {
    Batch few = batch(20, 10);
    Batch many = batch(400, 200);
    int ofFew = size(few.planInputPartitions()[3]);
    int ofMany = size(many.planInputPartitions()[3]);
    assertThat(ofMany).as("two files of 400, and two of 20").isBetween(ofFew - 50, ofFew + 50);
    assertThat(size(many.createReaderFactory())).isEqualTo(size(few.createReaderFactory()));
  }

  @Test
  void aFurtherFileTakesFewBytes() throws IOException {
    InputPartition small = batch(100, 1).planInputPartitions()[0];
    InputPartition large = batch(1100, 1).planInputPartitions()[0];
    int perFile = (size(large) - size(small)) / 1000;
    assertThat(perFile).as("bytes").isLessThan(MOST_BYTES_PER_FILE);
  }
}
