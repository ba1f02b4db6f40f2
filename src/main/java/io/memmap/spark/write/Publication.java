package io.memmap.spark.write;

import io.memmap.array.ArraySpec;
import java.io.IOException;

/** How staged records become an array that others see, and how they are thrown away. */
interface Publication extends AutoCloseable {

  /** Where tasks stage their records. */
  String folder();

  /** Learns early what the committed attempt of a partition has staged. Neither fails nor waits. */
  default void staged(StagedRuns partition) {}

  /**
   * Checks all and publishes it.
   *
   * @return the array as it is now
   * @throws IllegalArgumentException if the records do not fit the array; it is as it was
   */
  ArraySpec publish(CommittedRuns staged) throws IOException;

  /** Removes what was staged. */
  @Override
  void close() throws IOException;
}
