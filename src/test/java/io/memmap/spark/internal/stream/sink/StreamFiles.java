package io.memmap.spark.internal.stream.sink;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.Trigger;

/** A stream of whole numbers: each file of a folder is one batch. */
final class StreamFiles {
  private static final long FIRST_SECOND = 1_700_000_000;

  private final SparkSession spark;
  private final Path folder;
  private final Path checkpoint;
  private int files;

  /**
   * A stream without files.
   *
   * @param folder in which a folder of files, and one of the checkpoint, are made
   */
  StreamFiles(SparkSession spark, Path folder) throws IOException {
    this.spark = spark;
    this.folder = Files.createDirectories(folder.resolve("in"));
    this.checkpoint = folder.resolve("checkpoint");
  }

  Path checkpoint() {
    return checkpoint;
  }

  /** Adds a batch of lines, {@code number,2 number}. */
  void add(long first, long end) throws IOException {
    addLines(LongStream.range(first, end).mapToObj(i -> i + "," + 2 * i).toList());
  }

  void addLines(List<String> lines) throws IOException {
    Path file = Files.write(folder.resolve("draft"), lines);
    // the source takes the oldest files first
    Files.setLastModifiedTime(file, FileTime.from(FIRST_SECOND + files, TimeUnit.SECONDS));
    Files.move(file, folder.resolve("batch-" + files++ + ".csv"));
  }

  Dataset<Row> rows() {
    return spark
        .readStream()
        .schema("a bigint, b bigint")
        .option("maxFilesPerTrigger", 1)
        .csv(folder.toString());
  }

  DataStreamWriter<Row> into(Dataset<Row> rows) {
    return rows.writeStream()
        .format("memmap")
        .option("checkpointLocation", checkpoint.toString())
        .trigger(Trigger.AvailableNow());
  }

  /** Runs all batches that there are. */
  static void run(DataStreamWriter<Row> stream, Path file) throws Exception {
    stream.start(file.toString()).awaitTermination();
  }

  /** Lets Spark forget that the last batch was committed, as if it had died just before. */
  void forgetLastCommit() throws IOException {
    Path commits = checkpoint.resolve("commits");
    List<Path> numbers;
    try (Stream<Path> found = Files.list(commits)) {
      numbers =
          found
              .filter(path -> path.getFileName().toString().matches("[0-9]+"))
              .collect(Collectors.toList());
    }
    Path last =
        numbers.stream()
            .max((one, other) -> Integer.compare(number(one), number(other)))
            .orElseThrow();
    Files.delete(last);
    Files.deleteIfExists(commits.resolve("." + last.getFileName() + ".crc"));
  }

  /** A file of an array of 3 whole numbers. */
  static byte[] npy() {
    byte[] head = NpyHeader.encode(DTypes.parse("<i8"), Shape.of(3), Order.C);
    return Arrays.copyOf(head, head.length + 3 * Long.BYTES);
  }

  private static int number(Path path) {
    return Integer.parseInt(path.getFileName().toString());
  }
}
