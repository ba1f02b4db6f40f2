package io.memmap.spark.internal.stream.source;

import io.memmap.spark.internal.resolve.FollowedFile;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much of what is there a stream has not read, as the progress of a query shows it. */
record Lag(ReadRows read, Collection<FollowedFile> there) {

  Map<String, String> metrics() {
    long latest = 0;
    long behind = 0;
    long files = 0;
    for (FollowedFile file : there) {
      long rows = read.of(file.path()).map(FileRows::rows).orElse(0L);
      latest += file.rows();
      behind += Math.max(0, file.rows() - rows);
      files += file.rows() > rows ? 1 : 0;
    }
    Map<String, String> metrics = new LinkedHashMap<>();
    metrics.put("latestRows", Long.toString(latest));
    metrics.put("rowsBehind", Long.toString(behind));
    metrics.put("filesBehind", Long.toString(files));
    return metrics;
  }
}
