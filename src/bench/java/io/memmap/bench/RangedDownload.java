package io.memmap.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Downloads an object by ranged GETs over several connections, as plainly as Java can. */
final class RangedDownload {
  private static final int RANGE = 8 << 20;

  private final URI object;
  private final long bytes;
  private final int connections;

  RangedDownload(URI object, long bytes, int connections) {
    this.object = object;
    this.bytes = bytes;
    this.connections = connections;
  }

  /** Reads all bytes and forgets them. */
  long run() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Callable<Long>> ranges = new ArrayList<>();
      for (long first = 0; first < bytes; first += RANGE) {
        long from = first;
        ranges.add(() -> read(from, Math.min(RANGE, bytes - from)));
      }
      long all = 0;
      for (Future<Long> range : threads.invokeAll(ranges)) {
        all += range.get();
      }
      return all;
    } finally {
      threads.shutdown();
    }
  }

  private long read(long first, long length) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) object.toURL().openConnection();
    connection.setRequestProperty("Range", "bytes=" + first + "-" + (first + length - 1));
    byte[] buffer = new byte[1 << 20];
    long all = 0;
    try (InputStream in = connection.getInputStream()) { // closed at its end, it is used again
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        all += read;
      }
    }
    if (all != length) {
      throw new EOFException("found " + all + " bytes of " + length + " at " + first);
    }
    return all;
  }
}
