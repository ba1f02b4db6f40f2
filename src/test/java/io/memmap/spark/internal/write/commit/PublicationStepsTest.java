package io.memmap.spark.internal.write.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.spark.internal.write.ArrayBatchWrite;
import io.memmap.spark.internal.write.ArrayWriterFactory;
import io.memmap.spark.internal.write.WriteMetrics;
import io.memmap.spark.internal.write.encode.IndexColumn;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.file.FileBytes;
import io.memmap.storage.publish.InPlaceUpdate;
import io.memmap.storage.publish.InterruptedUpdate;
import io.memmap.storage.runs.RunWriter;
import io.memmap.storage.runs.StagedRecord;
import io.memmap.testing.FileCalls;
import io.memmap.testing.MemoryFolder;
import io.memmap.testing.ObservedFileSystem;
import io.memmap.testing.TroubleAt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Disturbs each call to the file system that the driver makes for a write, one call per attempt:
 * the call fails, or it succeeds and then fails, or the thread is interrupted before it. If the
 * write succeeds, the file must hold the new array; if it fails, the old array, or a pending update
 * if the message says so, which the next write finishes.
 */
class PublicationStepsTest {
  private static final DType INT64 = DTypes.parse("<i8");
  private static final int PARTITIONS = 2;
  private static final int ROWS = 6;

  @TempDir(factory = MemoryFolder.class)
  Path made;

  private enum Write {
    CREATE(WriteAction.CREATE, 0, LongStream.range(100, 106)),
    REPLACE(WriteAction.REPLACE, 4, LongStream.range(100, 106)),
    REPLACE_BY_INDEX(WriteAction.REPLACE, 4, LongStream.range(100, 106)),
    APPEND(WriteAction.APPEND, 4, LongStream.concat(old(4), LongStream.range(100, 106))),
    APPEND_TO_NPY(WriteAction.APPEND, 4, LongStream.concat(old(4), LongStream.range(100, 106))),
    UPDATE(WriteAction.UPDATE, 8, LongStream.concat(LongStream.range(100, 106), old(8).skip(6))),
    UPDATE_BEYOND_THE_END(WriteAction.UPDATE, 4, LongStream.range(100, 106));

    private final WriteAction action;
    private final int before;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final long[] after;

    Write(WriteAction action, int before, LongStream after) {
      this.action = action;
      this.before = before;
      this.after = after.toArray();
    }

    private static LongStream old(int count) {
      return LongStream.rangeClosed(1, count).map(i -> -i);
    }

    private boolean isIndexed() {
      return this == REPLACE_BY_INDEX || action == WriteAction.UPDATE;
    }

    private IndexPlan index() {
      return isIndexed()
          ? new IndexPlan.Column(IndexColumn.of(0, DataTypes.LongType))
          : new IndexPlan.Sequential();
    }

    private Path name(Path folder) {
      return folder.resolve(this == APPEND_TO_NPY ? "a.npy" : "a.dat");
    }

    private Path begin(Path folder) throws IOException {
      Path file = name(folder);
      if (before > 0) {
        Files.write(file, bytes(old(before).toArray()));
      }
      return file;
    }

    private byte[] bytes(long[] values) {
      byte[] head =
          this == APPEND_TO_NPY
              ? NpyHeader.encode(INT64, Shape.of(values.length), Order.C)
              : new byte[0];
      ByteBuffer bytes =
          ByteBuffer.allocate(head.length + values.length * Long.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .put(head);
      LongStream.of(values).forEach(bytes::putLong);
      return bytes.array();
    }

    private ArrayForm form(Path file) throws IOException {
      FileHead head =
          this == APPEND_TO_NPY
              ? new FileHead.OldHeader(FileBytes.header(file))
              : new FileHead.Gap(0);
      Optional<Shape> shape =
          action == WriteAction.UPDATE ? Optional.of(Shape.of(after.length)) : Optional.empty();
      return new ArrayForm(INT64, shape, Order.C, head);
    }
  }

  /** All but the death of the process, after which no one says what became of the write. */
  private static final Set<TroubleAt.Kind> TROUBLES =
      EnumSet.complementOf(EnumSet.of(TroubleAt.Kind.DIES));

  /** Stages rows as tasks do, on other threads, so that an interrupt does not reach them. */
  private static WriterCommitMessage[] stage(Path folder, Write write) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      return staged(folder, write);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static WriterCommitMessage[] staged(Path folder, Write write) throws IOException {
    WriterCommitMessage[] messages = new WriterCommitMessage[PARTITIONS];
    int rows = ROWS / PARTITIONS;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      Path file = folder.resolve("part-" + partition);
      try (RunWriter writer = new RunWriter(file, Long.BYTES, write.isIndexed())) {
        ByteBuffer block = ByteBuffer.wrap(writer.block()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows; i++) {
          long index = partition + (rows - 1L - i) * PARTITIONS;
          long row = write.isIndexed() ? index : partition * rows + i;
          block.putLong(writer.position(), 100 + row);
          if (write.isIndexed()) {
            writer.add(index);
          } else {
            writer.add();
          }
        }
        messages[partition] =
            new StagedRuns(
                partition,
                writer.finish(false),
                rows,
                StagedRecord.whole(Long.BYTES),
                List.of(),
                writer.piece());
      }
    }
    return messages;
  }

  /** Runs a write as Spark does, and returns its error message; empty if it succeeds. */
  private static Optional<String> said(Write write, Path file, FileCalls calls) throws IOException {
    ArrayTarget target =
        new ArrayTarget(ObservedFileSystem.path(file, calls), write.form(file), write.action, true);
    RecordPlan plan = new RecordPlan.Scalars(List.of(), Long.BYTES, List.of());
    ArrayBatchWrite batch =
        new ArrayBatchWrite(target, plan, write.index(), new WriteMetrics.Times());
    WriterCommitMessage[] messages = {};
    try {
      ArrayWriterFactory factory = batch.createBatchWriterFactory(() -> PARTITIONS);
      messages = stage(Path.of(factory.staging().folder()), write);
      for (WriterCommitMessage message : messages) {
        batch.onDataWriterCommit(message);
      }
      batch.commit(messages);
      return Optional.empty();
    } catch (RuntimeException e) {
      batch.abort(messages);
      return Optional.of(e.getMessage());
    } finally {
      Thread.interrupted();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFileHoldsWhatTheWriteReports(Write write) throws IOException {
    int attempts =
        TroubleAt.each(
            TROUBLES,
            made,
            (calls, folder) -> {
              Path file = write.begin(folder);
              Optional<String> said = said(write, file, calls);
              check(write, file, said, calls + ", says " + said);
            });
    assertThat(attempts).isGreaterThan(60);
  }

  private static void check(Write write, Path file, Optional<String> said, String when)
      throws IOException {
    byte[] before = write.bytes(Write.old(write.before).toArray());
    byte[] after = write.bytes(write.after);
    if (said.isEmpty()) {
      assertThat(Files.readAllBytes(file)).as(when).isEqualTo(after);
      assertThat(InterruptedUpdate.isPending(file)).as(when).isFalse();
    } else if (said.get().contains("an update of it was cut off")) {
      assertThat(InterruptedUpdate.isPending(file)).as(when).isTrue();
      InPlaceUpdate.open(file, "next").close();
      assertThat(Files.readAllBytes(file)).as(when).isEqualTo(after);
    } else {
      assertThat(InterruptedUpdate.isPending(file)).as(when).isFalse();
      assertIs(file, write.before, before, when);
      if (write.before > 0) {
        InPlaceUpdate.open(file, "next").close();
        assertIs(file, write.before, before, when);
      }
    }
    assertNothingElse(file, when);
  }

  private static void assertIs(Path file, int rows, byte[] bytes, String when) throws IOException {
    assertThat(Files.exists(file)).as(when).isEqualTo(rows > 0);
    if (rows > 0) {
      assertThat(Files.readAllBytes(file)).as(when).isEqualTo(bytes);
    }
  }

  /** Checks that the next write removes all files that are left beside the array. */
  private static void assertNothingElse(Path file, String when) throws IOException {
    if (Files.exists(file)) {
      InPlaceUpdate.open(file, "last").close();
    }
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left.filter(Files::isRegularFile)).as(when).hasSizeLessThan(2);
    }
  }
}
