package io.memmap.storage.staging;

import java.io.IOException;
import java.io.Serializable;

/** Where the task attempts of one write stage their records. Sent to the executors. */
public interface Staging extends Serializable {

  /** Shown in messages: the folder or prefix, or the store. */
  String folder();

  /**
   * Begins what one attempt stages.
   *
   * @param attempt a name that no other attempt has
   * @param partition number of the task's partition, from 0
   * @param partitions number of partitions of the write
   * @throws IOException if the write has ended, or the store cannot be reached
   */
  StagedOutput create(String attempt, int partition, int partitions) throws IOException;
}
