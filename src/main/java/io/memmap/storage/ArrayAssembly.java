package io.memmap.storage;

import io.memmap.array.ArrayView;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Puts the committed runs of all tasks into one array, in parallel and in bounded memory. Dense
 * runs of a contiguous array are handed from file to file inside the kernel; everything else goes
 * through windows of records, in which duplicates and gaps come to light.
 */
public final class ArrayAssembly {
  private static final long CHUNK_BYTES = 64L << 20;
  private static final int WINDOW_BYTES = 16 << 20;

  private final Placement placement;
  private final ArrayView target;
  private final int recordBytes;
  private final List<Run> runs;
  private final IndexProblems problems = new IndexProblems();

  /**
   * Prepares nothing yet.
   *
   * @param target the array as it lies in the file
   * @param runs with indices of the whole array, in any order
   */
  public ArrayAssembly(ArrayView target, int recordBytes, List<Run> runs) {
    this.target = target;
    this.recordBytes = recordBytes;
    this.placement = new Placement(target, recordBytes);
    this.runs = runs.stream().sorted(Comparator.comparingLong(Run::first)).toList();
  }

  /** Index behind the last record; 0 if there is none. */
  public static long end(List<Run> runs) {
    return runs.stream().mapToLong(Run::last).max().orElse(-1) + 1;
  }

  /**
   * Writes all records to their places.
   *
   * @param file the array's file, which has its full length already
   * @return what is wrong with the indices; nothing is, if the array is complete from record 0 to
   *     the last one
   */
  public IndexProblems writeTo(Path file) throws IOException {
    List<Callable<Void>> jobs = new ArrayList<>();
    if (target.isContiguous() && followOneAnother()) {
      for (Run run : runs) {
        long perChunk = Math.max(1, CHUNK_BYTES / recordBytes);
        for (long from = 0; from < run.count(); from += perChunk) {
          jobs.add(transfer(file, run, from, Math.min(perChunk, run.count() - from)));
        }
      }
    } else {
      long rows = Math.max(1, WINDOW_BYTES / recordBytes / placement.recordsPerRow());
      long perWindow = rows * placement.recordsPerRow();
      long end = end(runs);
      for (long first = 0; first < end; first += perWindow) {
        jobs.add(window(file, first, (int) perWindow, end));
      }
    }
    ParallelJobs.run(jobs);
    return problems;
  }

  /** Whether all runs are dense and none overlaps; what lies between them is noted as missing. */
  private boolean followOneAnother() {
    long next = 0;
    for (Run run : runs) {
      if (!run.isDense() || run.first() < next) {
        return false;
      }
      next = run.last() + 1;
    }
    long expected = 0;
    for (Run run : runs) {
      if (run.first() > expected) {
        problems.gaps(expected, run.first() - expected);
      }
      expected = run.last() + 1;
    }
    return true;
  }

  private Callable<Void> transfer(Path file, Run run, long from, long count) {
    return () -> {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          RunReader reader = new RunReader(run, recordBytes)) {
        channel.position(target.offset() + (run.first() + from) * recordBytes);
        reader.transfer(from, count, channel);
      }
      return null;
    };
  }

  private Callable<Void> window(Path file, long first, int count, long end) {
    return () -> {
      RecordWindow window = new RecordWindow(first, count, recordBytes, problems);
      window.fill(runs);
      window.noteGaps(end);
      int records = (int) Math.min(count, end - first);
      long perRow = placement.recordsPerRow();
      int wholeRows = (int) ((records + perRow - 1) / perRow * perRow);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        int written = target.isContiguous() ? records : wholeRows;
        placement.write(channel, window.bytes(), 0, first, written);
      }
      return null;
    };
  }
}
