package io.memmap.spark.internal.read.source;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** The rows of one task, of one array or of several that follow one another. */
public record ArrayPartition(List<SourceRows> parts) implements InputPartition {
  public ArrayPartition {
    parts = List.copyOf(parts);
  }

  private Object writeReplace() {
    return new SentParts(parts);
  }
}
