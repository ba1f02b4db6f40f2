package io.memmap.scale.probe;

import java.util.Map;

/**
 * A successful task.
 *
 * @param partition index of the partition that it computed
 * @param values metrics of the task by their description; metrics of value 0 are missing
 */
public record FinishedTask(int partition, Map<String, Long> values) {

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
