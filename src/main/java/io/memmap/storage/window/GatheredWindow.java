package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import io.memmap.storage.file.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Copies scattered bytes into a buffer, run by run: the rows of an F-ordered array, which lie
 * spread over the whole file, or a few bytes of very wide C rows. In the buffer the axes keep their
 * order and lose their gaps. Runs with short gaps between them are read together.
 */
final class GatheredWindow implements RowWindow {
  private final SourceFile file;
  private final ArrayView source;
  private final IoCounters counters;
  private final ByteBuffer buffer;
  private final long gapWorthReading;

  /** Runs that lie close together are read in chunks of this size, and then copied. */
  private static final int CHUNK_BYTES = 64 << 10;

  /** Runs of at least so many bytes are read by one system call each. */
  private static final int LONG_RUN = 4 << 10;

  /** Bytes as they lie in the file; null until they are needed. */
  private ByteBuffer chunk;

  /** Strides in the buffer, laid out for the most rows that one call asks for. */
  private final long[] strides;

  /** Axes that lie in the file as densely as in the buffer, smallest stride first. */
  private final List<Integer> runAxes;

  /** The other axes; each combination of their indices is one run. */
  private final List<Integer> outerAxes;

  private boolean closed;

  /**
   * Allocates the buffer for the largest block.
   *
   * @param source what to gather; its first axis is the rows
   * @param mostRows most rows that one call asks for
   * @param gapWorthReading gaps between runs that are read along, in bytes
   */
  GatheredWindow(
      SourceFile file, ArrayView source, int mostRows, long gapWorthReading, IoCounters counters)
      throws IOException {
    this.file = file;
    this.source = source;
    this.counters = counters;
    this.gapWorthReading = gapWorthReading;
    this.strides = new long[source.rank()];
    List<Integer> axes =
        IntStream.range(0, source.rank())
            .boxed()
            .sorted(Comparator.comparingLong(axis -> Math.abs(source.stride(axis))))
            .toList();
    long bytes = source.dtype().itemsize();
    for (int axis : axes) {
      strides[axis] = bytes;
      bytes = Math.multiplyExact(bytes, length(axis, mostRows));
    }
    int inRun = axesOfARun(axes, mostRows);
    this.runAxes = axes.subList(0, inRun);
    this.outerAxes = axes.subList(inRun, axes.size());
    this.buffer =
        NativeMemory.allocate(file.path(), Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
  }

  /** A block of fewer rows than the most is still dense up to the row axis, not beyond it. */
  private int axesOfARun(List<Integer> axes, int mostRows) {
    int count = 0;
    while (count < axes.size() && isDense(axes.get(count), mostRows)) {
      count++;
      if (axes.get(count - 1) == 0 && mostRows > 1) {
        break;
      }
    }
    return count;
  }

  private boolean isDense(int axis, int mostRows) {
    return source.stride(axis) == strides[axis] || length(axis, mostRows) == 1;
  }

  @Override
  public ArrayView place(ArrayView column) {
    if (column.equals(source)) {
      return column.laidOut(0, strides);
    }
    // the source is the bytes of a span of columns, which inside a row lie as in the file
    long[] placed = IntStream.range(0, column.rank()).mapToLong(column::stride).toArray();
    placed[0] = strides[0];
    return column.laidOut(column.offset() - source.offset(), placed);
  }

  @Override
  public long show(long first, int rows) throws IOException {
    int runBytes = source.dtype().itemsize();
    for (int axis : runAxes) {
      runBytes = Math.toIntExact(runBytes * length(axis, rows));
    }
    long[] index = new long[outerAxes.size()];
    long runs = runsPerRead(runBytes, rows);
    long bytes = 0;
    long begun = System.nanoTime();
    do {
      bytes +=
          runs > 1 ? copyRuns(first, rows, index, runBytes, runs) : copyRun(first, index, runBytes);
    } while (advance(index, runs > 1 ? 1 : 0, rows));
    counters.read(bytes, System.nanoTime() - begun);
    return NativeMemory.address(buffer);
  }

  /** How many runs along the first outer axis a chunk holds; 1 where they lie far apart. */
  private long runsPerRead(int runBytes, int rows) {
    if (outerAxes.isEmpty() || runBytes >= LONG_RUN || length(outerAxes.get(0), rows) < 2) {
      return 1;
    }
    long stride = Math.abs(source.stride(outerAxes.get(0)));
    return stride == 0 || stride - runBytes > gapWorthReading
        ? 1
        : Math.max(1, (CHUNK_BYTES - runBytes) / stride + 1);
  }

  private long copyRun(long first, long[] index, int bytes) throws IOException {
    int target = target(index);
    file.readFully(buffer.limit(target + bytes).position(target), position(first, index));
    return bytes;
  }

  /** Copies all runs along the first of the outer axes; returns their bytes, without gaps. */
  private long copyRuns(long first, int rows, long[] index, int runBytes, long runs)
      throws IOException {
    if (chunk == null) {
      chunk = NativeMemory.allocate(file.path(), CHUNK_BYTES).order(ByteOrder.nativeOrder());
    }
    buffer.clear();
    int axis = outerAxes.get(0);
    long stride = source.stride(axis);
    long length = length(axis, rows);
    long position = position(first, index);
    long target = target(index);
    for (long i = 0; i < length; i += runs) {
      int count = (int) Math.min(runs, length - i);
      long toLast =
          (count - 1) * Math.abs(stride); // from the first of the runs in the file to the last
      int bytes = Math.toIntExact(toLast + runBytes);
      long start = position + i * stride;
      file.readFully(chunk.clear().limit(bytes), stride > 0 ? start : start - toLast);
      copy(
          chunk.clear(),
          new Places(stride > 0 ? 0 : (int) toLast, (int) stride),
          buffer,
          new Places((int) (target + i * strides[axis]), (int) strides[axis]),
          runBytes,
          count);
    }
    return length * runBytes;
  }

  /**
   * Where runs lie in a buffer.
   *
   * @param first position of the first run, in bytes
   * @param stride bytes from one run to the next; negative if the next one lies before it
   */
  private record Places(int first, int stride) {}

  /** Copies runs of equal length between buffers of the native byte order. */
  private static void copy(
      ByteBuffer from, Places source, ByteBuffer to, Places target, int bytes, int count) {
    int read = source.first();
    int write = target.first();
    for (int i = 0; i < count; i++, read += source.stride(), write += target.stride()) {
      switch (bytes) {
        case 1 -> to.put(write, from.get(read));
        case 2 -> to.putShort(write, from.getShort(read));
        case 4 -> to.putInt(write, from.getInt(read));
        case 8 -> to.putLong(write, from.getLong(read));
        default -> to.put(write, from, read, bytes);
      }
    }
  }

  private long position(long first, long[] index) {
    long position = source.offset() + first * source.stride(0);
    for (int i = 0; i < index.length; i++) {
      position += index[i] * source.stride(outerAxes.get(i));
    }
    return position;
  }

  private int target(long[] index) {
    long target = 0;
    for (int i = 0; i < index.length; i++) {
      target += index[i] * strides[outerAxes.get(i)];
    }
    return Math.toIntExact(target);
  }

  /**
   * Moves on to the next combination of outer indices; false after the last.
   *
   * @param from the first of the outer axes that moves
   */
  private boolean advance(long[] index, int from, int rows) {
    for (int i = from; i < index.length; i++) {
      index[i]++;
      if (index[i] < length(outerAxes.get(i), rows)) {
        return true;
      }
      index[i] = 0;
    }
    return false;
  }

  private long length(int axis, int rows) {
    return axis == 0 ? rows : source.shape().length(axis);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      NativeMemory.free(buffer);
      if (chunk != null) {
        NativeMemory.free(chunk);
      }
    }
  }
}
