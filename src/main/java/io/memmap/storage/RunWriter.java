package io.memmap.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Stages the records of one attempt in a file that no other attempt ever opens. Records are encoded
 * straight into {@link #block}; memory is bounded by one block, whatever the number of records and
 * their order.
 */
public final class RunWriter implements Closeable {
  /** Small enough to stay in the processor's cache until the kernel has taken it. */
  private static final int BLOCK_BYTES = 256 << 10;

  /** Larger blocks of indexed records are sorted into fewer runs. */
  private static final int INDEXED_BLOCK_BYTES = 32 << 20;

  private final Path file;
  private final FileChannel channel;
  private final int recordBytes;
  private final RecordBlock records;
  private final List<Run> runs = new ArrayList<>();
  private final boolean indexed;

  private final int capacity;

  private int position;

  /** Records in the block; not told by their bytes, of which they may have none. */
  private int waiting;

  private long written;
  private long flushed;

  /**
   * Creates the staging file.
   *
   * @param indexed whether each record comes with its index; else they follow one another
   * @throws IOException also if the file is there already
   */
  public RunWriter(Path file, int recordBytes, boolean indexed) throws IOException {
    this(file, recordBytes, indexed, 0);
  }

  /**
   * Creates the staging file.
   *
   * @param start where the first byte goes; the offset of an array that the file may become
   */
  public RunWriter(Path file, int recordBytes, boolean indexed, long start) throws IOException {
    this.written = start;
    this.file = file;
    this.recordBytes = recordBytes;
    this.indexed = indexed;
    int perRecord = recordBytes + (indexed ? Long.BYTES : 0);
    int most = Math.max(1, (indexed ? INDEXED_BLOCK_BYTES : BLOCK_BYTES) / Math.max(1, perRecord));
    this.records = new RecordBlock(most, recordBytes, indexed);
    this.capacity = records.capacity();
    this.channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            StagedPermissions.ofStaged(file));
  }

  /** Where the next record is encoded, from {@link #position} on; always the same array. */
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
   * @param end offset behind the last of them in {@link #block}; they have bytes
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
  }

  /** Records taken so far. */
  public long count() {
    return flushed + waiting;
  }

  /**
   * Writes what is left.
   *
   * @param sync whether to force the bytes to the disk, which only this machine can do
   */
  public List<Run> finish(boolean sync) throws IOException {
    flush();
    if (sync) {
      channel.force(true);
    }
    return List.copyOf(runs);
  }

  private void flush() throws IOException {
    int count = waiting;
    if (count == 0) {
      return;
    }
    if (indexed) {
      records.sort(count);
    }
    boolean dense = !indexed || records.isDense(count);
    long first = indexed ? records.index(0) : flushed;
    long last = indexed ? records.index(count - 1) : flushed + count - 1;
    long indices = dense ? -1 : append(records.indices(count));
    long start = append(records.encoded(count));
    addRun(new Run(file.toString(), start, count, first, last, indices));
    flushed += count;
    waiting = 0;
    position = 0;
  }

  /** A dense run that continues the last one, in the file and in the array, becomes part of it. */
  private void addRun(Run run) {
    Run before = runs.isEmpty() ? null : runs.get(runs.size() - 1);
    boolean continues =
        before != null
            && before.isDense()
            && run.isDense()
            && before.last() + 1 == run.first()
            && before.position() + before.count() * recordBytes == run.position();
    if (continues) {
      runs.set(
          runs.size() - 1,
          new Run(
              run.file(),
              before.position(),
              before.count() + run.count(),
              before.first(),
              run.last(),
              -1));
    } else {
      runs.add(run);
    }
  }

  private long append(ByteBuffer bytes) throws IOException {
    long start = written;
    try {
      while (bytes.hasRemaining()) {
        written += channel.write(bytes, written);
      }
    } catch (ClosedChannelException interrupted) {
      throw interrupted;
    } catch (IOException e) {
      throw FileErrors.cannotStage(file.toString(), e);
    }
    return start;
  }

  /** Closes and deletes the staging file: this attempt came to nothing. */
  public void abandon() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
