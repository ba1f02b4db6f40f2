package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import io.memmap.storage.file.ReadCosts;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scattered bytes, run by run: the rows of an F-ordered array, which lie spread over the whole
 * file, or a few bytes of very wide C rows. In the buffer the axes keep their order and lose their
 * gaps. Runs with short gaps between them are read together.
 */
final class GatheredRows implements CopiedRows {
  private final ArrayView source;
  private final ReadCosts costs;
  private final long bufferBytes;

  /** Strides in the buffer, laid out for the most rows of a block. */
  private final long[] strides;

  /** Axes that lie in the file as densely as in the buffer, smallest stride first. */
  private final List<Integer> runAxes;

  /** The other axes; each combination of their indices is one run. */
  private final List<Integer> outerAxes;

  /**
   * The rows of a view.
   *
   * @param source what to gather; its first axis is the rows
   * @param mostRows most rows of a block
   */
  GatheredRows(ArrayView source, int mostRows, ReadCosts costs) {
    this.source = source;
    this.costs = costs;
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
    this.bufferBytes = bytes;
    int inRun = axesOfARun(axes, mostRows);
    this.runAxes = axes.subList(0, inRun);
    this.outerAxes = axes.subList(inRun, axes.size());
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
  public int bufferBytes() {
    return Math.toIntExact(bufferBytes);
  }

  @Override
  public long at(long row, long first, int rows) {
    return (row - first) * strides[0];
  }

  @Override
  public void read(long first, int rows, BlockReads reads) throws IOException {
    int runBytes = source.dtype().itemsize();
    for (int axis : runAxes) {
      runBytes = Math.toIntExact(runBytes * length(axis, rows));
    }
    long[] index = new long[outerAxes.size()];
    long runs = runsPerRead(runBytes, rows);
    do {
      if (runs > 1) {
        readRuns(first, rows, index, runBytes, runs, reads);
      } else {
        reads.whole(position(first, index), runBytes, Math.toIntExact(target(index)));
      }
    } while (advance(index, runs > 1 ? 1 : 0, rows));
  }

  /** How many runs along the first outer axis one read has; 1 where they lie far apart. */
  private long runsPerRead(int runBytes, int rows) {
    if (outerAxes.isEmpty()
        || runBytes >= costs.longRunBytes()
        || length(outerAxes.get(0), rows) < 2) {
      return 1;
    }
    long stride = Math.abs(source.stride(outerAxes.get(0)));
    return stride == 0 || stride - runBytes > costs.gapWorthReading()
        ? 1
        : Math.max(1, (costs.chunkBytes() - runBytes) / stride + 1);
  }

  /** All runs along the first of the outer axes. */
  private void readRuns(
      long first, int rows, long[] index, int runBytes, long runs, BlockReads reads)
      throws IOException {
    int axis = outerAxes.get(0);
    long stride = source.stride(axis);
    long length = length(axis, rows);
    long position = position(first, index);
    long target = target(index);
    for (long i = 0; i < length; i += runs) {
      int count = (int) Math.min(runs, length - i);
      // from the first of the runs in the file to the last
      long toLast = (count - 1) * Math.abs(stride);
      long start = position + i * stride;
      reads.runs(
          stride > 0 ? start : start - toLast,
          Math.toIntExact(toLast + runBytes),
          new Runs(
              count,
              runBytes,
              new Runs.Places(stride > 0 ? 0 : (int) toLast, (int) stride),
              new Runs.Places((int) (target + i * strides[axis]), (int) strides[axis])));
    }
  }

  private long position(long first, long[] index) {
    long position = source.offset() + first * source.stride(0);
    for (int i = 0; i < index.length; i++) {
      position += index[i] * source.stride(outerAxes.get(i));
    }
    return position;
  }

  private long target(long[] index) {
    long target = 0;
    for (int i = 0; i < index.length; i++) {
      target += index[i] * strides[outerAxes.get(i)];
    }
    return target;
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
}
