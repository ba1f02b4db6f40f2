package io.memmap.spark.internal.stream.sink;

import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.write.ArrayWrite;
import io.memmap.spark.internal.write.ArrayWriteBuilder;
import io.memmap.spark.internal.write.commit.ArrayForm;
import io.memmap.spark.internal.write.commit.ArrayTarget;
import io.memmap.spark.internal.write.commit.FileHead;
import io.memmap.spark.internal.write.commit.StreamedFile;
import io.memmap.spark.internal.write.commit.WriteAction;
import io.memmap.spark.internal.write.plan.RecordPlanner;
import io.memmap.storage.file.FileBytes;
import io.memmap.testing.FileCalls;
import io.memmap.testing.ObservedFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Runs epochs of a stream of int64 as Spark does, without Spark: plans each anew, stages rows in
 * two partitions, and commits or aborts.
 *
 * @param file raw or {@code .npy}
 * @param query id of the stream
 * @param inPlace whether value {@code i} of an epoch replaces row {@code i}
 */
public record EpochDriver(Path file, String query, boolean inPlace) {
  private static final DType INT64 = DTypes.parse("<i8");
  private static final int PARTITIONS = 2;
  private static final StructType VALUES = new StructType().add("v", DataTypes.LongType, false);
  private static final StructType ROWS =
      new StructType().add("i", DataTypes.LongType, false).add("v", DataTypes.LongType, false);

  /** The file of these values, as NumPy writes it. */
  public byte[] bytes(long... values) {
    byte[] head = isNpy() ? NpyHeader.encode(INT64, Shape.of(values.length), Order.C) : new byte[0];
    ByteBuffer bytes =
        ByteBuffer.allocate(head.length + values.length * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(head);
    LongStream.of(values).forEach(bytes::putLong);
    return bytes.array();
  }

  public void write(long... values) throws IOException {
    Files.write(file, bytes(values));
  }

  private boolean isNpy() {
    return file.toString().endsWith(".npy");
  }

  private FileHead head(boolean exists) throws IOException {
    if (!isNpy()) {
      return new FileHead.Gap(0);
    }
    return exists ? new FileHead.OldHeader(FileBytes.header(file)) : new FileHead.NewHeader();
  }

  private ArrayWrite planned(FileCalls calls, boolean indexed) throws IOException {
    boolean exists = Files.exists(file);
    WriteAction appends = exists ? WriteAction.APPEND : WriteAction.CREATE;
    Map<String, String> options =
        indexed
            ? Map.of("path", file.toString(), "rowIndex", "i", "dtype", "int64")
            : Map.of("path", file.toString(), "dtype", "int64");
    RecordPlanner planner =
        new RecordPlanner(
            WriteOptions.of(new CaseInsensitiveStringMap(options)), indexed ? ROWS : VALUES);
    Optional<Shape> shape =
        indexed ? Optional.of(FileBytes.header(file).spec().shape()) : Optional.empty();
    ArrayForm form = new ArrayForm(INT64, shape, Order.C, head(exists));
    ArrayTarget target =
        new ArrayTarget(
                ObservedFileSystem.path(file, calls),
                form,
                indexed ? WriteAction.UPDATE : appends,
                true)
            .waiting(Duration.ofMillis(1));
    return new ArrayWriteBuilder(target, planner.plan().plan(), planner.index()).build();
  }

  private InternalRow row(boolean indexed, long index, long value) {
    return new GenericInternalRow(indexed ? new Object[] {index, value} : new Object[] {value});
  }

  private interface Writers {
    DataWriter<InternalRow> of(int partition);
  }

  /** Stages as tasks do, on other threads, so that an interrupt does not reach them. */
  private WriterCommitMessage[] stage(Writers writers, boolean indexed, long... values)
      throws IOException {
    boolean interrupted = Thread.interrupted();
    WriterCommitMessage[] messages = new WriterCommitMessage[PARTITIONS];
    int half = (values.length + 1) / PARTITIONS;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      DataWriter<InternalRow> writer = writers.of(partition);
      int end = partition == 0 ? half : values.length;
      for (int i = partition * half; i < end; i++) {
        writer.write(row(indexed, i, values[i]));
      }
      messages[partition] = writer.commit();
      writer.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return messages;
  }

  /**
   * Runs an epoch.
   *
   * @param calls observes the calls of the driver
   * @return its error message; empty if it succeeds
   */
  public Optional<String> run(FileCalls calls, long epoch, long... values) throws IOException {
    PhysicalWriteInfo info = () -> PARTITIONS;
    EpochWrite write = null;
    WriterCommitMessage[] messages = {};
    try {
      new StreamedFile(ObservedFileSystem.path(file, calls), query).refuseOther();
      write = new EpochWrite(planned(calls, inPlace), query);
      StreamingDataWriterFactory factory = write.createStreamingWriterFactory(info);
      messages =
          stage(partition -> factory.createWriter(partition, partition, epoch), inPlace, values);
      write.commit(epoch, messages);
      return Optional.empty();
    } catch (RuntimeException | IOException e) {
      if (write != null) {
        write.abort(epoch, messages);
      }
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Appends values by a batch write. */
  void appendByBatch(long... values) throws IOException {
    batch((call, path) -> {}, values);
  }

  /**
   * Saves or appends values by a batch write, or updates rows, without an epoch.
   *
   * @param calls observes the calls of the driver
   */
  public void batch(FileCalls calls, long... values) throws IOException {
    PhysicalWriteInfo info = () -> PARTITIONS;
    BatchWrite write = planned(calls, inPlace).toBatch();
    DataWriterFactory factory = write.createBatchWriterFactory(info);
    write.commit(stage(partition -> factory.createWriter(partition, partition), inPlace, values));
  }
}
