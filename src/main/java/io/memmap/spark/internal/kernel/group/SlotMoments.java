package io.memmap.spark.internal.kernel.group;

/**
 * Count, mean and squared differences of each slot, as those of {@link
 * io.memmap.spark.internal.kernel.Moments}.
 */
final class SlotMoments {
  final double[] counts;
  final double[] means;
  final double[] squares;

  SlotMoments(int slots) {
    counts = new double[slots];
    means = new double[slots];
    squares = new double[slots];
  }
}
