package io.memmap.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads a file of HDFS by positional reads of several threads, and forgets its bytes. */
final class HdfsDownload {
  private static final int RANGE = 8 << 20;

  private final FileSystem fs;
  private final Path file;
  private final int threads;

  HdfsDownload(FileSystem fs, Path file, int threads) {
    this.fs = fs;
    this.file = file;
    this.threads = threads;
  }

  /** Reads all bytes; returns how many. */
  long run() throws IOException, InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    ThreadLocal<ByteBuffer> buffers =
        ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(RANGE));
    try (FSDataInputStream in = fs.open(file)) {
      long bytes = fs.getFileStatus(file).getLen();
      List<Callable<Long>> ranges = new ArrayList<>();
      for (long first = 0; first < bytes; first += RANGE) {
        long from = first;
        int length = (int) Math.min(RANGE, bytes - from);
        ranges.add(() -> read(in, from, buffers.get().clear().limit(length)));
      }
      long all = 0;
      for (Future<Long> range : pool.invokeAll(ranges)) {
        all += range.get();
      }
      return all;
    } finally {
      pool.shutdown();
    }
  }

  private static long read(FSDataInputStream in, long first, ByteBuffer buffer) throws IOException {
    int length = buffer.remaining();
    while (buffer.hasRemaining()) {
      if (in.read(first + buffer.position(), buffer) < 0) {
        throw new EOFException("found the end at " + (first + buffer.position()));
      }
    }
    return length;
  }
}
