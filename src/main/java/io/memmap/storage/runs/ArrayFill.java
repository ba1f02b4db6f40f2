package io.memmap.storage.runs;

import io.memmap.array.ArraySpec;
import io.memmap.storage.file.ParallelJobs;
import io.memmap.storage.file.SmallTransfers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Writes the same bytes to all elements of an array in a file of zeroes, in parallel. */
public final class ArrayFill {
  private static final int CHUNK_BYTES = 4 << 20;
  private static final int JOBS = 32;

  private ArrayFill() {}

  /**
   * Writes the element to every place of the array.
   *
   * @param file has its full length already
   */
  public static void write(Path file, ArraySpec spec, byte[] element) throws IOException {
    if (isZero(element)) {
      return;
    }
    int perChunk = Math.max(1, CHUNK_BYTES / element.length);
    byte[] chunk = new byte[perChunk * element.length];
    for (int at = 0; at < chunk.length; at += element.length) {
      System.arraycopy(element, 0, chunk, at, element.length);
    }
    long perJob = ((spec.bytes() / chunk.length + JOBS) / JOBS) * chunk.length;
    List<Callable<Void>> jobs = new ArrayList<>();
    for (long from = spec.offset(); from < spec.end(); from += perJob) {
      long first = from;
      long end = Math.min(spec.end(), first + perJob);
      jobs.add(
          () -> {
            write(file, chunk, first, end);
            return null;
          });
    }
    ParallelJobs.run(jobs);
  }

  private static boolean isZero(byte[] element) {
    for (byte some : element) {
      if (some != 0) {
        return false;
      }
    }
    return true;
  }

  /** Each job begins with a whole element. */
  private static void write(Path file, byte[] chunk, long from, long end) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long at = from; at < end; at += chunk.length) {
        int bytes = (int) Math.min(chunk.length, end - at);
        SmallTransfers.write(channel, ByteBuffer.wrap(chunk, 0, bytes), at);
      }
    }
  }
}
