package io.memmap.spark.internal.kernel;


/**
 * Loops over floating-point numbers of one kind, the first at {@code address} and each {@code
 * stride} bytes after the one before. {@code count} is 1 or more.
 */
interface DoubleKernel {

  /** The sum, added up in quarters. */
  double sum(long address, long stride, int count);

  /** The least number; infinity if there is none but infinity and NaN. */
  double least(long address, long stride, int count);

  /** The greatest number, or the first NaN if there is one. */
  double greatest(long address, long stride, int count);

  /**
   * The first value that is equal to this one, its sign of zero and its bits of NaN kept.
   *
   * @param value which is among the values
   */
  double first(double value, long address, long stride, int count);

  /** Whether all values are NaN. */
  boolean isNothingButNaN(long address, long stride, int count);

  /** The loops for values that are {@code stride} bytes apart. */
  static DoubleKernel of(DoubleLoad load, int itemsize, long stride) {
    int step = stride == itemsize ? itemsize : KernelClass.ANY_STRIDE;
    return KernelClass.of(DoubleLoops.class, DoubleKernel.class, load, step);
  }
}
