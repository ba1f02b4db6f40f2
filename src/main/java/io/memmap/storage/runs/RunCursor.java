package io.memmap.storage.runs;

import java.io.IOException;

/** Goes through the records of one run from window to window, in the order of their indices. */
final class RunCursor {
  /** Bounds the memory of one read. */
  private static final int MOST_AT_ONCE_BYTES = 8 << 20;

  /**
   * Records beyond the expected ones, so that one read of indices usually reaches the window's end.
   */
  private static final int SLACK = 16;

  private final Run run;
  private final RunReader reader;
  private final int mostAtOnce;
  private long next;

  /**
   * Begins with the records whose index is {@code first} or more.
   *
   * @param reader of the run; stays the caller's
   */
  RunCursor(Run run, RunReader reader, int recordBytes, long first) throws IOException {
    this.run = run;
    this.reader = reader;
    this.mostAtOnce = Math.max(1, MOST_AT_ONCE_BYTES / Math.max(Long.BYTES, recordBytes));
    this.next = reader.countBelow(first);
  }

  /** Copies the records that lie in the window; those before it have been passed already. */
  void fill(RecordWindow window) throws IOException {
    if (run.isDense()) {
      fillDense(window);
      return;
    }
    boolean more = run.first() < window.end();
    while (more && next < run.count()) {
      int some = likely(window);
      long[] indices = reader.indices(next, some);
      int inside = RunReader.countBelow(indices, window.end());
      window.scatter(indices, inside, reader.records(next, inside));
      next += inside;
      more = inside == some;
    }
  }

  private void fillDense(RecordWindow window) throws IOException {
    long end = Math.min(run.count(), window.end() - run.first());
    while (next < end) {
      int some = (int) Math.min(mostAtOnce, end - next);
      window.scatter(reader.indices(next, some), some, reader.records(next, some));
      next += some;
    }
  }

  /**
   * How many records would lie in the window if the remaining ones were spread evenly, and some
   * more.
   */
  private int likely(RecordWindow window) {
    long left = run.count() - next;
    double span = Math.max(1.0, (double) run.last() - window.first() + 1);
    double expected = left * Math.min(1.0, window.count() / span);
    return (int) Math.min(Math.min(left, mostAtOnce), (long) (expected * 1.25) + SLACK);
  }
}
