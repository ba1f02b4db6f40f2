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
 * Sums over a mapping without Spark: an upper bound for Java. Every run maps the file again, as
 * every task of Spark does, so that its time includes the page faults.
 */
final class JavaLoop implements AutoCloseable {
  private static final long WINDOW_BYTES = 256L << 20;

  /** Rows per call. Many short calls make HotSpot compile the loop early. */
  private static final int CALL_ROWS = 1 << 16;

  /** A loop over numbers that are {@code stride} bytes apart. */
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

  /** The sum of {@link BenchArray#summedColumn}; each thread takes a range of rows. */
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
