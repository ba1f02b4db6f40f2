package io.memmap.spark.internal.vector;

/** Receives values that one stride connects. */
@FunctionalInterface
public interface RunConsumer {

  /**
   * Receives one run of values of a vector.
   *
   * @param address of the first value, valid as long as the batch of the vector
   * @param stride bytes from each one to the next
   * @param length number of values, at least 1
   */
  void accept(long address, long stride, int length);
}
