package io.memmap.storage.runs;

import io.memmap.storage.staging.StagedOutput;
import io.memmap.storage.staging.StagedPiece;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Stages the records of one task attempt in an output that no other attempt writes to. Records are
 * encoded straight into {@link #block}; memory is bounded by one block of 32 MiB at the most, or
 * one record, whatever the number of records and their order.
 */
public final class RunWriter implements Closeable {
  /** Small enough to stay in the processor's cache until the kernel has taken it. */
  private static final int BLOCK_BYTES = 256 << 10;

  /** Larger blocks of indexed records are sorted into fewer runs. */
  private static final int INDEXED_BLOCK_BYTES = 32 << 20;

  private static final int INDICES_AT_ONCE = 32 << 10;

  private final StagedOutput output;
  private final long start;
  private final int recordBytes;
  private final RecordBlock records;
  private final List<Run> runs = new ArrayList<>();
  private final boolean indexed;

  private final int capacity;

  private int position;

  /** Records in the block. Their bytes do not tell, since a record may have none. */
  private int waiting;

  private long written;
  private long flushed;
  private Serializable receipt;

  /** As {@link #RunWriter(StagedOutput, int, boolean, long)}, in a local file. */
  public RunWriter(Path file, int recordBytes, boolean indexed) throws IOException {
    this(LocalOutput.create(file), recordBytes, indexed, 0);
  }

  /**
   * Begins to stage.
   *
   * @param output becomes the writer's
   * @param indexed whether each record comes with its index; else they follow one another
   * @param room bytes before the first record, if the output may become the array's file
   */
  public RunWriter(StagedOutput output, int recordBytes, boolean indexed, long room) {
    this.output = output;
    this.start = output.leaveRoom(room);
    this.written = start;
    this.recordBytes = recordBytes;
    this.indexed = indexed;
    this.records =
        indexed
            ? RecordBlock.growing(INDEXED_BLOCK_BYTES, recordBytes)
            : RecordBlock.sequential(perBlock(), recordBytes);
    this.capacity = records.capacity();
  }

  private int perBlock() {
    return (int) Records.fitting(BLOCK_BYTES, recordBytes);
  }

  /**
   * Where the next record is encoded, from {@link #position} on; ask for it again before each
   * record.
   */
  public byte[] block() {
    return records.bytes();
  }

  /** Offset of the next record in {@link #block}. */
  public int position() {
    return position;
  }

  /** Takes the record that was encoded last as the one that follows the last one. */
  public void add() throws IOException {
    position += recordBytes;
    waiting++;
    if (waiting == capacity) {
      flush();
    }
  }

  /**
   * Takes all records encoded since the last one was taken, which follow it.
   *
   * @param end offset after the last of them in {@link #block}; they have bytes
   */
  public void addUpTo(int end) throws IOException {
    waiting += (end - position) / recordBytes;
    position = end;
    if (waiting == capacity) {
      flush();
    }
  }

  /** Takes the record that was encoded last as record {@code index} of the array. */
  public void add(long index) throws IOException {
    records.setIndex(waiting, index);
    add();
    records.growBeyond(waiting);
  }

  /** Records taken so far. */
  public long count() {
    return flushed + waiting;
  }

  /**
   * Writes the records of the last block, and completes the output.
   *
   * @param sync whether to force the bytes to the disk, which only this machine can do
   */
  public List<Run> finish(boolean sync) throws IOException {
    flush();
    receipt = output.finish(sync);
    return List.copyOf(runs);
  }

  /** What was staged, after {@link #finish}. */
  public StagedPiece piece() {
    return new StagedPiece(output.name(), written - start, receipt);
  }

  private void flush() throws IOException {
    int count = waiting;
    if (count == 0) {
      return;
    }
    if (indexed) {
      records.sort(count);
    }
    if (indexed && !records.isDense(count)) {
      Run.Indices indices = appendIndices(count);
      long first = records.index(0);
      long last = records.index(count - 1);
      runs.add(new Run(output.name(), appendRecords(count), count, first, last, indices));
    } else {
      long first = indexed ? records.index(0) : flushed;
      addDense(Run.dense(output.name(), appendRecords(count), count, first));
    }
    flushed += count;
    waiting = 0;
    position = 0;
  }

  /** A run that continues the last one, in the file and in the array, becomes part of it. */
  private void addDense(Run run) {
    Run before = runs.isEmpty() ? null : runs.get(runs.size() - 1);
    boolean continues =
        before != null
            && before.isDense()
            && before.last() + 1 == run.first()
            && before.position() + before.count() * recordBytes == run.position();
    if (continues) {
      long count = before.count() + run.count();
      runs.set(runs.size() - 1, Run.dense(run.file(), before.position(), count, before.first()));
    } else {
      runs.add(run);
    }
  }

  private Run.Indices appendIndices(int count) throws IOException {
    long start = written;
    ByteBuffer room = ByteBuffer.allocate(Math.min(count, INDICES_AT_ONCE) * Long.BYTES);
    for (int from = 0; from < count; from += INDICES_AT_ONCE) {
      append(records.indices(from, Math.min(INDICES_AT_ONCE, count - from), room));
    }
    return new Run.Indices.Staged(start);
  }

  private long appendRecords(int count) throws IOException {
    long start = written;
    if (records.isInOrder()) {
      append(ByteBuffer.wrap(records.bytes(), 0, count * recordBytes));
      return start;
    }
    int atOnce = perBlock();
    byte[] room = new byte[Math.min(count, atOnce) * recordBytes];
    for (int from = 0; from < count; from += atOnce) {
      append(records.arranged(from, Math.min(atOnce, count - from), room));
    }
    return start;
  }

  private void append(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    output.write(bytes);
    written += length;
  }

  /** Closes and removes what an attempt that has failed has staged. */
  public void abandon() throws IOException {
    output.abandon();
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
