package io.memmap.storage.window;

import io.memmap.storage.file.ReadCosts;

/**
 * How much stays mapped where mappings are kept until a task ends.
 *
 * @param count most mappings
 * @param bytes of them that rows are shown of
 */
public record KeptMappings(long count, long bytes) {
  public static final KeptMappings NONE = new KeptMappings(0, 0);

  /** These mappings and others. */
  public KeptMappings plus(KeptMappings other) {
    return new KeptMappings(count + other.count, bytes + other.bytes);
  }

  /** Whether they are no more than a task maps at one time when it keeps none. */
  public boolean areFew() {
    return count <= WindowPlan.MOST_MAPPINGS && bytes <= ReadCosts.MAPPED.mappedBytes();
  }
}
