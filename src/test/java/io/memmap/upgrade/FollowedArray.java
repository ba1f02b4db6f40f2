package io.memmap.upgrade;

import io.memmap.spark.internal.stream.sink.EpochDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.LongStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/** A stream from an array {@code source.npy} into {@code sink.npy}, both of int64. */
final class FollowedArray {
  private FollowedArray() {}

  static Path sink(Path folder) {
    return folder.resolve("sink.npy");
  }

  /** The bytes of an array of {@code 0} to {@code rows - 1}, as NumPy writes it. */
  static byte[] bytes(int rows) {
    Path any = Path.of("any.npy");
    return new EpochDriver(any, "", false).bytes(LongStream.range(0, rows).toArray());
  }

  /** Lets the source have so many rows. */
  static void grow(Path folder, int rows) throws IOException {
    Path source = folder.resolve("source.npy");
    Files.write(source, bytes(rows));
    Files.setLastModifiedTime(source, FileTime.from(Leavings.MODIFIED));
  }

  /** Runs all batches that there are. */
  static void run(SparkSession spark, Path folder) throws Exception {
    spark
        .readStream()
        .format("memmap")
        .load(folder.resolve("source.npy").toString())
        .writeStream()
        .format("memmap")
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .trigger(Trigger.AvailableNow())
        .start(sink(folder).toString())
        .awaitTermination();
  }
}
