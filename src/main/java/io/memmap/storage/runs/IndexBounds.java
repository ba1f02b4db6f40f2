package io.memmap.storage.runs;

import java.io.IOException;
import java.util.List;

/** Checks the indices of staged records against the array that they are for. */
public final class IndexBounds {
  private IndexBounds() {}

  /**
   * Finds the indices below {@code least}, and those of {@code end} and above.
   *
   * @throws IOException if staged indices can't be read
   */
  public static IndexProblems check(List<Run> runs, int recordBytes, long least, long end)
      throws IOException {
    IndexProblems problems = new IndexProblems();
    for (Run run : runs) {
      if (run.first() < least || run.last() >= end) {
        noteOutside(run, recordBytes, least, end, problems);
      }
    }
    return problems;
  }

  private static void noteOutside(
      Run run, int recordBytes, long least, long end, IndexProblems problems) throws IOException {
    try (RunReader reader = new RunReader(run, recordBytes)) {
      long below = reader.countBelow(least);
      problems.outside(reader.indices(0, IndexProblems.few(below)), below);
      long inside = reader.countBelow(end);
      long above = run.count() - inside;
      problems.outside(reader.indices(inside, IndexProblems.few(above)), above);
    }
  }
}
