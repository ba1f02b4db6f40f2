package io.memmap.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.testing.SmallDisk;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The disk becomes full during a write. */
class FullDiskTest {
  private static final int MIB = 1 << 20;
  private static final String FULL = "No space left on device";

  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path mountPoint;

  private static DataFrameWriter<Row> mebibytes(int count, String mode) {
    return SPARK
        .spark()
        .range(0, count * (long) MIB / Long.BYTES, 1, 3)
        .toDF()
        .write()
        .format("memmap")
        .mode(mode);
  }

  /** The message of the user's error; the log has the rest. */
  private static AbstractStringAssert<?> assertFails(DataFrameWriter<Row> writer, Path file) {
    Throwable error = catchThrowable(() -> writer.save(file.toString()));
    assertThat(error).isNotNull();
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    return assertThat(messages.toString());
  }

  private static void assertAlone(Path... expected) throws IOException {
    try (Stream<Path> left = Files.list(expected[0].getParent())) {
      assertThat(left).containsExactlyInAnyOrder(expected);
    }
  }

  @Test
  void whileStaging() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(mountPoint, 8)) {
      Path file = disk.folder().resolve("a.dat");
      mebibytes(2, "overwrite").save(file.toString());
      byte[] old = Files.readAllBytes(file);
      assertFails(mebibytes(12, "overwrite"), file)
          .containsPattern(
              "staging file "
                  + disk.folder()
                  + "/\\.a\\.dat\\.memmap-\\S+: cannot be written \\("
                  + FULL
                  + "\\); the array is as it was; rows need room beside it");
      assertThat(Files.readAllBytes(file)).isEqualTo(old);
      assertAlone(file);
    }
  }

  @Test
  void whileTheNewArrayIsPutTogether() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(mountPoint, 8)) {
      Path file = disk.folder().resolve("a.dat");
      mebibytes(2, "overwrite").save(file.toString());
      byte[] old = Files.readAllBytes(file);
      // not in order C, in which the first partition becomes the array and nothing is copied
      assertFails(mebibytes(4, "overwrite").option("order", "F"), file)
          .contains("file " + file + ": cannot be published (" + FULL + "); it is as it was;")
          .contains("free space");
      assertThat(Files.readAllBytes(file)).isEqualTo(old);
      assertAlone(file);
    }
  }

  @Test
  void anAppendGivesTheOldLengthBack() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(mountPoint, 48)) {
      Path file = disk.folder().resolve("a.dat");
      mebibytes(2, "overwrite").save(file.toString());
      byte[] old = Files.readAllBytes(file);
      // more than one part of the update, so that several threads write when the disk is full
      assertFails(mebibytes(33, "append"), file)
          .contains("file " + file + ": rows cannot be appended (" + FULL + ")")
          .contains("it has its old length of " + old.length + " bytes")
          .contains("free space");
      assertThat(Files.readAllBytes(file)).isEqualTo(old);
      assertAlone(file);
      mebibytes(1, "append").save(file.toString());
      assertThat(Files.size(file)).isEqualTo(3 * MIB);
    }
  }

  @Test
  void anUpdateOfAFileWithHolesIsFinishedWhenThereIsRoom() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(mountPoint, 16)) {
      Path file = disk.folder().resolve("a.dat");
      try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
        holes.setLength(4L * MIB);
      }
      Path ballast = Files.write(disk.folder().resolve("ballast"), new byte[6 * MIB]);
      int elements = 4 * MIB / Long.BYTES;
      assertFails(updates(elements), file)
          .contains("file " + file + ": an update of it was cut off (" + FULL + ")")
          .contains("option repair=true");
      DataFrameReader reader = SPARK.spark().read().format("memmap").option("dtype", "int64");
      assertThatThrownBy(() -> reader.load(file.toString()))
          .hasMessageContaining("an update of it was cut off");
      assertThatThrownBy(() -> reader.option("repair", "true").load(file.toString()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("file " + file + ": an update of it was cut off (" + FULL + ")");
      assertFails(updates(1), file).contains("an update of it was cut off (" + FULL + ")");
      Files.delete(ballast);
      reader.option("repair", "true").load(file.toString());
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < elements; i++) {
        assertThat(bytes.getLong(i * Long.BYTES)).isEqualTo(-1 - i);
      }
      assertAlone(file);
    }
  }

  /** Some old rows have new values by then, so cutting the file would lose them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUpdateThatAlsoMakesTheFileLongerIsFinishedWhenThereIsRoom(boolean cells)
      throws IOException {
    try (SmallDisk disk = SmallDisk.mount(mountPoint, 60)) {
      Path file = disk.folder().resolve("a.dat");
      int before = MIB / Long.BYTES;
      int elements = 4 * MIB / Long.BYTES;
      Files.write(file, new byte[MIB]);
      Path ballast = Files.write(disk.folder().resolve("ballast"), new byte[50 * MIB]);
      DataFrameWriter<Row> writer = updates(elements).option("shape", elements);
      if (cells) {
        writer = cells(elements).option("shape", elements);
      }
      assertFails(writer, file)
          .contains("file " + file + ": an update of it was cut off (" + FULL + ")")
          .doesNotContain("old length");
      DataFrameReader reader = SPARK.spark().read().format("memmap").option("dtype", "int64");
      assertThatThrownBy(() -> reader.load(file.toString()))
          .hasMessageContaining("an update of it was cut off");
      Files.delete(ballast);
      reader.option("repair", "true").load(file.toString());
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(bytes.remaining()).isEqualTo(elements * Long.BYTES).isGreaterThan(before);
      for (int i = 0; i < elements; i++) {
        assertThat(bytes.getLong(i * Long.BYTES)).isEqualTo(-1 - i);
      }
      assertAlone(file);
    }
  }

  /** The update writes only after the old end. */
  @Test
  void anUpdateThatOnlyMakesTheFileLongerGivesTheOldLengthBack() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(mountPoint, 8)) {
      Path file = Files.write(disk.folder().resolve("a.dat"), new byte[MIB]);
      int before = MIB / Long.BYTES;
      int elements = 5 * MIB / Long.BYTES;
      Dataset<Row> rows = SPARK.spark().range(before, elements, 1, 2).selectExpr("id i", "-id v");
      assertFails(inPlace(rows).option("rowIndex", "i").option("shape", elements), file)
          .contains("it has its old length of " + MIB + " bytes");
      assertThat(Files.readAllBytes(file)).containsOnly(0).hasSize(MIB);
      assertAlone(file);
    }
  }

  private static DataFrameWriter<Row> cells(int elements) {
    return inPlace(shuffled(elements).withColumnRenamed("i", "i0")).option("layout", "cells");
  }

  private static DataFrameWriter<Row> inPlace(Dataset<Row> rows) {
    return rows.write().format("memmap").mode("append").option("mode", "r+");
  }

  /** Rows arrive in another order than the array's, so that their indices are staged too. */
  private static DataFrameWriter<Row> updates(int elements) {
    return inPlace(shuffled(elements)).option("rowIndex", "i");
  }

  private static Dataset<Row> shuffled(int elements) {
    return SPARK
        .spark()
        .range(0, elements, 1, 2)
        .select(col("id").multiply(7919).mod(elements).as("i"))
        .selectExpr("i", "-1 - i");
  }
}
