package io.memmap.spark.internal.resolve;

import io.memmap.spark.LogLines;
import java.util.List;

/** What is logged of reads of headers. */
public final class LookProgressLines {
  private LookProgressLines() {}

  public static List<String> of(Runnable action) {
    return LogLines.ofInfo(LookProgress.class, action);
  }
}
