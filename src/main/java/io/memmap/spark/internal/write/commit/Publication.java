package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.storage.staging.Staging;
import java.io.IOException;

/** Makes staged records visible as an array, or throws them away. */
public interface Publication extends AutoCloseable {

  /** Where tasks stage their records. */
  Staging staging();

  /** Which tasks force what they stage to the disk. */
  StagedForce force() throws IOException;

  /** Takes a partition as soon as it is committed. Neither fails nor waits. */
  default void staged(StagedRuns partition) {}

  /**
   * Checks all records and publishes them. A failure after the array is visible is only logged.
   *
   * @return the array in the file
   * @throws IllegalArgumentException if the records do not fit the array; the file is unchanged
   * @throws IOException if the array can't be published; the file is unchanged, unless an {@link
   *     io.memmap.storage.file.ArrayFileException} says what it holds
   */
  ArraySpec publish(CommittedRuns staged) throws IOException;

  /** Removes the staged records. */
  @Override
  void close() throws IOException;
}
