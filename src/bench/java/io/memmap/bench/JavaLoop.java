package io.memmap.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sums over a mapping without Spark: what the machine gives to Java. Every run maps anew, as every
 * task of Spark does, and thus pays for the page faults too.
 */
final class JavaLoop implements AutoCloseable {
  private static final long WINDOW_BYTES = 256L << 20;

  /** Rows per call: many calls, so that the loop is soon compiled as a method of its own. */
  private static final int CALL_ROWS = 1 << 16;

  /** Sums numbers that are {@code stride} bytes apart. */
  @FunctionalInterface
  interface Loop {
    double sum(long address, long stride, int count);
  }

  private final int threads;
  private final ExecutorService pool;

  JavaLoop(int threads) {
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "java-loop");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The sum over {@link BenchArray#summedColumn}; threads take disjoint ranges of rows. */
  double sum(BenchArray array, Loop kernel)
      throws IOException, InterruptedException, ExecutionException {
    try (FileChannel file = FileChannel.open(array.file(), StandardOpenOption.READ)) {
      List<Future<Double>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        long first = array.rows() * i / threads;
        long end = array.rows() * (i + 1) / threads;
        parts.add(pool.submit(() -> sum(file, array, kernel, first, end)));
      }
      double sum = 0;
      for (Future<Double> part : parts) {
        sum += part.get();
      }
      return sum;
    }
  }

  private static double sum(
      FileChannel file, BenchArray array, Loop kernel, long firstRow, long endRow)
      throws IOException {
    long rowBytes = array.rowBytes();
    long columnStart = (long) array.summedColumn() * array.kind().itemsize();
    long windowRows = Math.max(1, WINDOW_BYTES / rowBytes);
    double sum = 0;
    for (long first = firstRow; first < endRow; first += windowRows) {
      int rows = (int) Math.min(windowRows, endRow - first);
      try (MappedFile window = new MappedFile(file, first * rowBytes, rows * rowBytes)) {
        long address = window.address() + columnStart;
        for (int row = 0; row < rows; row += CALL_ROWS) {
          int count = Math.min(CALL_ROWS, rows - row);
          sum += kernel.sum(address + row * rowBytes, rowBytes, count);
        }
      }
    }
    return sum;
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
