package io.memmap.spark.internal.vector;

/** Takes in values that lie evenly in memory. */
@FunctionalInterface
public interface RunConsumer {

  /**
   * Some values of a vector.
   *
   * @param address of the first one, valid as long as the vector's batch
   * @param stride bytes from each one to the next
   * @param length how many, 1 or more
   */
  void accept(long address, long stride, int length);
}
