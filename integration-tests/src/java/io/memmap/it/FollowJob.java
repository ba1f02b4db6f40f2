package io.memmap.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Follows an int32 array of one column in the given directory, whose elements are their numbers,
 * while it gets bytes that end within rows, and prints what it found. It is compiled once and runs
 * on every Spark line, so it uses only methods that all lines have.
 */
public final class FollowJob {
  static final int BATCHES = 200;
  private static final int RESTART_AFTER = 120;

  private final SparkSession spark;
  private final Path folder;
  private final List<Integer> rows = Collections.synchronizedList(new ArrayList<>());
  private int bytes;

  private FollowJob(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    SparkSession spark = SparkSession.builder().appName("FollowJob").getOrCreate();
    System.out.println("FOLLOW version=" + spark.version());
    new FollowJob(spark, Path.of(args[0])).run();
    spark.stop();
  }

  private void run() throws Exception {
    append(2);
    StreamingQuery query = start();
    long batches = 0;
    for (int batch = 1; batch <= BATCHES; batch++) {
      if (batch == RESTART_AFTER) {
        query.stop();
        query = start();
      }
      append(7);
      query.processAllAvailable();
      batches = query.lastProgress().batchId() + 1;
    }
    System.out.println("FOLLOW metrics=" + query.lastProgress().sources()[0].metrics());
    query.stop();
    boolean inOrder = rows.equals(IntStream.range(0, bytes / Integer.BYTES).boxed().toList());
    System.out.println("FOLLOW batches=" + batches);
    System.out.println("FOLLOW rows=" + rows.size() + " in order: " + inOrder);
    System.out.println("FOLLOW _row " + metadataColumn());
  }

  private Dataset<Row> load() {
    return spark
        .readStream()
        .format("memmap")
        .option("dtype", "<i4")
        .load(folder.resolve("growing.dat").toString());
  }

  private StreamingQuery start() throws Exception {
    VoidFunction2<Dataset<Row>, Long> collect =
        (batch, id) -> batch.collectAsList().forEach(row -> rows.add(row.getInt(0)));
    return started(load(), Trigger.ProcessingTime(0), collect);
  }

  /** The methods of the writer return other types in each line, so they are found by name. */
  private StreamingQuery started(
      Dataset<Row> stream, Trigger trigger, VoidFunction2<Dataset<Row>, Long> collect)
      throws ReflectiveOperationException {
    Path checkpoint = folder.resolve("checkpoint-" + String.join("-", stream.columns()));
    Object writer = stream.writeStream();
    Class<?> type = writer.getClass();
    type.getMethod("option", String.class, String.class)
        .invoke(writer, "checkpointLocation", checkpoint.toString());
    type.getMethod("trigger", Trigger.class).invoke(writer, trigger);
    type.getMethod("foreachBatch", VoidFunction2.class).invoke(writer, collect);
    return (StreamingQuery) type.getMethod("start").invoke(writer);
  }

  /** Appends bytes of the numbers that come next. */
  private void append(int count) throws IOException {
    int first = bytes / Integer.BYTES;
    ByteBuffer numbers =
        ByteBuffer.allocate(count + 2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(first, first + numbers.capacity() / Integer.BYTES).forEach(numbers::putInt);
    byte[] fresh = new byte[count];
    numbers.get(bytes % Integer.BYTES, fresh);
    Path file = folder.resolve("growing.dat");
    Files.write(file, fresh, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    bytes += count;
  }

  private String metadataColumn() throws Exception {
    List<Long> found = Collections.synchronizedList(new ArrayList<>());
    VoidFunction2<Dataset<Row>, Long> collect =
        (batch, id) -> batch.collectAsList().forEach(row -> found.add(row.getLong(0)));
    Dataset<Row> stream;
    try {
      stream = load().select("_row");
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Exception e) { // an AnalysisException, which Scala does not declare
      return "is not offered";
    }
    started(stream, Trigger.AvailableNow(), collect).awaitTermination();
    return "from " + found.get(0) + " to " + found.get(found.size() - 1);
  }
}
