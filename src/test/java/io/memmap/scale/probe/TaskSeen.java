package io.memmap.scale.probe;

import java.util.Map;

/**
 * A task that ended well.
 *
 * @param partition which of its stage's partitions it computed
 * @param values the task's own metrics by their description; those that are 0 are missing
 */
public record TaskSeen(int partition, Map<String, Long> values) {

  public long bytesMapped() {
    return values.getOrDefault("bytes mapped", 0L);
  }

  public long windowsMapped() {
    return values.getOrDefault("windows mapped", 0L);
  }

  public long bytesRead() {
    return values.getOrDefault("bytes read by copying", 0L);
  }
}
