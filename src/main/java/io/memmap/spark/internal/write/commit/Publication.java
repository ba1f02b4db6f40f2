package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import java.io.IOException;

/** How staged records become an array that others see, and how they are thrown away. */
public interface Publication extends AutoCloseable {

  /** Where tasks stage their records. */
  String folder();

  /** Learns early what the committed attempt of a partition has staged. Neither fails nor waits. */
  default void staged(StagedRuns partition) {}

  /**
   * Checks all and publishes it. What fails after others see the array is a warning in the log.
   *
   * @return the array as it is now
   * @throws IllegalArgumentException if the records do not fit the array; it is as it was
   * @throws IOException if it can't be published; it is as it was, unless the error begins with
   *     "file" and says what is there
   */
  ArraySpec publish(CommittedRuns staged) throws IOException;

  /** Removes what was staged. */
  @Override
  void close() throws IOException;
}
