package io.memmap.storage.runs;

import io.memmap.storage.file.SmallTransfers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The records of one run, looked up by their indices. */
public final class RunReader implements Closeable {
  private static final int INDICES_AT_ONCE = 1 << 16;

  /** One page of the file: a search reads the rest at once when no more indices are left. */
  private static final int INDICES_OF_SEARCH = 512;

  private static final int WIDER = 4;

  private final Run run;
  private final int recordBytes;
  private final FileChannel channel;
  private final boolean owned;
  private final ByteBuffer oneIndex = ByteBuffer.allocate(Long.BYTES);

  /** Opens the run's file, and closes it with the reader. */
  public RunReader(Run run, int recordBytes) throws IOException {
    this(run, recordBytes, StagedFiles.open(run), true);
  }

  /**
   * Reads through a channel of the run's file.
   *
   * @param owned whether to close the channel with the reader
   */
  public RunReader(Run run, int recordBytes, FileChannel channel, boolean owned) {
    this.run = run;
    this.recordBytes = recordBytes;
    this.channel = channel;
    this.owned = owned;
  }

  /** How many of the run's records have an index below {@code index}. */
  long countBelow(long index) throws IOException {
    if (index <= run.first()) {
      return 0;
    }
    if (index > run.last()) {
      return run.count();
    }
    return run.indices() instanceof Run.Indices.Staged staged
        ? search(index, staged)
        : index - run.first();
  }

  private long search(long index, Run.Indices.Staged staged) throws IOException {
    long low = 0;
    long high = run.count();
    while (low < high) {
      long middle = (low + high) >>> 1;
      oneIndex.clear();
      readFully(oneIndex, staged.position() + middle * Long.BYTES);
      if (oneIndex.getLong(0) < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Which of the records {@code from} to {@code to} is the first with an index of {@code index} or
   * more; {@code to} if none is. Indices are mostly spread evenly, so the search begins at a guess
   * and goes away from it in growing steps.
   */
  long split(long index, long from, long to, long guess) throws IOException {
    long low = from;
    long high = to;
    long near = guess;
    long step = INDICES_OF_SEARCH;
    while (high - low > INDICES_OF_SEARCH) {
      long start = Math.max(low, near - INDICES_OF_SEARCH / 2);
      start = Math.min(start, high - INDICES_OF_SEARCH);
      long[] some = indices(start, INDICES_OF_SEARCH);
      if (some[some.length - 1] < index) {
        low = start + some.length;
        near = Math.min((low + high) >>> 1, low + step);
      } else if (some[0] >= index) {
        high = start;
        near = Math.max((low + high) >>> 1, high - step);
      } else {
        return start + countBelow(some, index);
      }
      step *= WIDER;
    }
    return low + countBelow(indices(low, (int) (high - low)), index);
  }

  /** How many of some indices are below {@code end}. */
  static int countBelow(long[] ascending, long end) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] < end) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Indices of the records {@code from} to {@code from + count} of the run. */
  public long[] indices(long from, int count) throws IOException {
    long[] indices = new long[count];
    readIndices(from, count, indices, 0);
    return indices;
  }

  /** Puts the indices of some records into an array, from {@code at} on. */
  void readIndices(long from, int count, long[] indices, int at) throws IOException {
    if (!(run.indices() instanceof Run.Indices.Staged staged)) {
      for (int i = 0; i < count; i++) {
        indices[at + i] = run.first() + from + i;
      }
      return;
    }
    ByteBuffer encoded = ByteBuffer.allocate(Math.min(count, INDICES_AT_ONCE) * Long.BYTES);
    for (int done = 0; done < count; done += INDICES_AT_ONCE) {
      int some = Math.min(INDICES_AT_ONCE, count - done);
      readFully(
          encoded.clear().limit(some * Long.BYTES), staged.position() + (from + done) * Long.BYTES);
      encoded.flip().asLongBuffer().get(indices, at + done, some);
    }
  }

  /**
   * Checks the staged indices against what the run says of them.
   *
   * @throws IllegalArgumentException if they do not ascend from its first to its last
   */
  public void refuseOtherIndices() throws IOException {
    long before = run.first() - 1;
    for (long from = 0; from < run.count() && !run.isDense(); from += INDICES_AT_ONCE) {
      for (long index : indices(from, (int) Math.min(INDICES_AT_ONCE, run.count() - from))) {
        if (index < before || index > run.last()) {
          throw new IllegalArgumentException(
              "index " + index + " is not between " + before + " and " + run.last());
        }
        before = index;
      }
    }
  }

  /** Bytes of the records {@code from} to {@code from + count} of the run. */
  byte[] records(long from, int count) throws IOException {
    byte[] bytes = new byte[count * recordBytes];
    readRecords(from, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /** Fills the buffer with the bytes of records from {@code from} on. */
  void readRecords(long from, ByteBuffer target) throws IOException {
    readFully(target, run.position() + from * recordBytes);
  }

  /** Fills the buffer with bytes of one record from {@code from} on, counted within the record. */
  public void readPart(long record, int from, ByteBuffer target) throws IOException {
    readFully(target, run.position() + record * recordBytes + from);
  }

  /**
   * Copies the records {@code from} to {@code from + count} of the run into another file, inside
   * the kernel where it can.
   *
   * @param position in the other file, where the first of these records goes
   */
  public void copyTo(Path target, long position, long from, long count) throws IOException {
    try (FileChannel opened = FileChannel.open(target, StandardOpenOption.WRITE)) {
      opened.position(position);
      transfer(run.position() + from * recordBytes, count * recordBytes, opened);
    }
  }

  private void transfer(long start, long bytes, FileChannel target) throws IOException {
    long position = start;
    long left = bytes;
    while (left > 0) {
      long moved = channel.transferTo(position, left, target);
      if (moved <= 0) {
        throw RunErrors.tooShort(run.file(), position);
      }
      position += moved;
      left -= moved;
    }
  }

  private void readFully(ByteBuffer target, long position) throws IOException {
    SmallTransfers.read(channel, target, position);
    if (target.hasRemaining()) {
      throw RunErrors.tooShort(run.file(), channel.size());
    }
  }

  @Override
  public void close() throws IOException {
    if (owned) {
      channel.close();
    }
  }
}
