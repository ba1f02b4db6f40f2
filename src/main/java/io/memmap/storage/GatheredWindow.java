package io.memmap.storage;

import io.memmap.array.ArrayView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Copies scattered bytes into a buffer, run by run: the rows of an F-ordered array, which lie
 * spread over the whole file, or a few bytes of very wide C rows. In the buffer the axes keep their
 * order and lose their gaps.
 */
final class GatheredWindow implements RowWindow {
  private final SourceFile file;
  private final ArrayView source;
  private final IoCounters counters;
  private final ByteBuffer buffer;

  /** Strides in the buffer, laid out for the most rows that one call asks for. */
  private final long[] strides;

  /** Axes that lie in the file as densely as in the buffer, smallest stride first. */
  private final List<Integer> runAxes;

  /** The other axes; each combination of their indices is a run of its own. */
  private final List<Integer> outerAxes;

  private boolean closed;

  /**
   * Allocates the buffer for the largest block.
   *
   * @param source what to gather; its first axis is the rows
   * @param mostRows rows that one call will ask for at the most
   */
  GatheredWindow(SourceFile file, ArrayView source, int mostRows, IoCounters counters)
      throws IOException {
    this.file = file;
    this.source = source;
    this.counters = counters;
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
    int inRun = axesOfARun(axes);
    this.runAxes = axes.subList(0, inRun);
    this.outerAxes = axes.subList(inRun, axes.size());
    this.buffer = file.buffer(Math.toIntExact(bytes));
  }

  /** A block of fewer rows than the most is still dense up to the row axis, not beyond it. */
  private int axesOfARun(List<Integer> axes) {
    int count = 0;
    while (count < axes.size() && source.stride(axes.get(count)) == strides[axes.get(count)]) {
      count++;
      if (axes.get(count - 1) == 0) {
        break;
      }
    }
    return count;
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
    long bytes = 0;
    long begun = System.nanoTime();
    do {
      copyRun(first, index, runBytes);
      bytes += runBytes;
    } while (advance(index, rows));
    counters.read(bytes, System.nanoTime() - begun);
    return NativeMemory.address(buffer);
  }

  private void copyRun(long first, long[] index, int bytes) throws IOException {
    long position = source.offset() + first * source.stride(0);
    int target = 0;
    for (int i = 0; i < index.length; i++) {
      position += index[i] * source.stride(outerAxes.get(i));
      target += Math.toIntExact(index[i] * strides[outerAxes.get(i)]);
    }
    file.readFully(buffer.limit(target + bytes).position(target), position);
  }

  /** Moves on to the next combination of outer indices; false behind the last. */
  private boolean advance(long[] index, int rows) {
    for (int i = 0; i < index.length; i++) {
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
    }
  }
}
