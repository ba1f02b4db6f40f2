package io.memmap.spark.internal.write.commit;

import io.memmap.array.OneLine;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.storage.runs.IndexProblems;
import java.nio.file.Path;

/** Tells what is wrong with single elements in the array's own indices. */
final class CellLayout {
  private CellLayout() {}

  static void refuse(Path path, IndexPlan.Cell cell, IndexProblems problems) {
    if (!problems.found(cell::element).isEmpty()) {
      throw new IllegalArgumentException(
          OneLine.of(
              "file "
                  + path
                  + ": the cells have "
                  + problems.found(cell::element)
                  + "; each element comes once at the most, so "
                  + RecordLayout.ONE_OF_EACH));
    }
  }
}
