package io.memmap.storage.runs;

import io.memmap.array.ArrayView;
import io.memmap.storage.file.ParallelJobs;
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
 * runs of a contiguous array are copied from file to file inside the kernel. All others go through
 * windows of records in memory, where duplicate and missing indices are found.
 */
public final class ArrayAssembly {
  private static final int WINDOW_BYTES = 16 << 20;
  private static final int JOBS = 32;

  private final Placement placement;
  private final ArrayView target;
  private final int recordBytes;
  private final List<Run> runs;
  private final IndexProblems problems = new IndexProblems();

  /** Records of one window: whole rows of the array, if at least one row fits. */
  private final long perWindow;

  /** Whether windows are whole rows, which {@link Placement} writes faster to order F. */
  private final boolean wholeRows;

  /**
   * Runs of one array. Indices count from its first record; runs may overlap, which {@link
   * #writeTo} reports.
   *
   * @param target the array as it lies in the file
   * @param runs with indices of the whole array, in any order
   */
  public ArrayAssembly(ArrayView target, int recordBytes, List<Run> runs) {
    this(target, recordBytes, runs, WINDOW_BYTES);
  }

  /**
   * The same with windows of another size.
   *
   * @param windowBytes records of this size together are in memory at once, per thread; a longer
   *     record is a window by itself
   */
  ArrayAssembly(ArrayView target, int recordBytes, List<Run> runs, int windowBytes) {
    this.target = target;
    this.recordBytes = recordBytes;
    this.placement = new Placement(target, recordBytes);
    this.runs = runs.stream().sorted(Comparator.comparingLong(Run::first)).toList();
    long fits = Records.fitting(windowBytes, recordBytes);
    long perRow = placement.recordsPerRow();
    this.wholeRows = !target.isContiguous() && perRow <= fits;
    this.perWindow = wholeRows ? fits / perRow * perRow : fits;
  }

  /** Index after the last record; 0 if there is none. */
  public static long end(List<Run> runs) {
    return runs.stream().mapToLong(Run::last).max().orElse(-1) + 1;
  }

  /**
   * Writes all records to their places.
   *
   * @param file the array's file, which has its full length already
   * @return duplicate and missing indices; empty if each record from 0 to the last one is there
   *     once
   */
  public IndexProblems writeTo(Path file) throws IOException {
    try (StagedFiles files = new StagedFiles()) {
      if (target.isContiguous() && Run.followOneAnother(runs)) {
        noteGapsBetweenRuns();
        ParallelJobs.run(transfers(file, files));
      } else {
        ParallelJobs.run(windows(file, files));
      }
    }
    return problems;
  }

  private List<Callable<Void>> transfers(Path file, StagedFiles files) {
    long perChunk = Records.perCopy(recordBytes);
    List<Callable<Void>> jobs = new ArrayList<>();
    for (Run run : runs) {
      for (long from = 0; from < run.count(); from += perChunk) {
        jobs.add(transfer(file, files, run, from, Math.min(perChunk, run.count() - from)));
      }
    }
    return jobs;
  }

  /** Each job takes consecutive windows, so that it reads each run once. */
  private List<Callable<Void>> windows(Path file, StagedFiles files) {
    long end = end(runs);
    long windows = (end + perWindow - 1) / perWindow;
    long perJob = (windows + JOBS - 1) / JOBS * perWindow;
    List<Callable<Void>> jobs = new ArrayList<>();
    for (long from = 0; from < end; from += perJob) {
      long first = from;
      long last = Math.min(end, first + perJob);
      jobs.add(
          () -> {
            assemble(file, files, first, last, end);
            return null;
          });
    }
    return jobs;
  }

  private void noteGapsBetweenRuns() {
    long expected = 0;
    for (Run run : runs) {
      if (run.first() > expected) {
        problems.gaps(expected, run.first() - expected);
      }
      expected = run.last() + 1;
    }
  }

  private Callable<Void> transfer(Path file, StagedFiles files, Run run, long from, long count) {
    return () -> {
      try (RunReader reader = files.reader(run, recordBytes)) {
        reader.copyTo(file, target.offset() + (run.first() + from) * recordBytes, from, count);
      }
      return null;
    };
  }

  private void assemble(Path file, StagedFiles files, long first, long last, long end)
      throws IOException {
    List<RunReader> readers = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      List<RunCursor> cursors = new ArrayList<>();
      for (Run run : runs) {
        if (run.first() < last && run.last() >= first) {
          RunReader reader = files.reader(run, recordBytes);
          readers.add(reader);
          cursors.add(new RunCursor(run, reader, recordBytes, first));
        }
      }
      for (long from = first; from < last; from += perWindow) {
        RecordWindow window = window(from, end);
        for (RunCursor cursor : cursors) {
          cursor.fill(window);
        }
        window.noteGaps(end);
        placement.write(channel, window.bytes(), 0, from, window.count());
      }
    } finally {
      for (RunReader reader : readers) {
        reader.close();
      }
    }
  }

  /** A window of zeroes. The last one of whole rows is rounded up to a whole row. */
  private RecordWindow window(long from, long end) {
    long count = Math.min(perWindow, end - from);
    if (wholeRows) {
      long perRow = placement.recordsPerRow();
      count = (count + perRow - 1) / perRow * perRow;
    }
    return new RecordWindow(from, (int) count, recordBytes, problems);
  }
}
