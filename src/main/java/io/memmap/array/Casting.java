package io.memmap.array;

/**
 * Which conversions of a whole type are allowed: NumPy's five words ({@code np.can_cast}), and
 * {@link #CHECKED}, which looks at every value instead.
 */
public enum Casting {
  CHECKED,
  NO,
  EQUIV,
  SAFE,
  SAME_KIND,
  UNSAFE;

  /**
   * {@code np.can_cast(from, to, casting)} of two numbers or of two times; true for {@link
   * #CHECKED}. True for all other dtypes, such as text and complex numbers, whose values are
   * checked one by one.
   */
  public boolean allows(DType from, DType to) {
    if (from instanceof ScalarDType number && to instanceof ScalarDType other) {
      return allows(number, other);
    }
    return !(from instanceof TimeDType time && to instanceof TimeDType other)
        || allows(time, other);
  }

  private boolean allows(TimeDType from, TimeDType to) {
    return switch (this) {
      case CHECKED, UNSAFE, SAME_KIND -> true;
      case NO -> from.equals(to);
      case EQUIV -> from.unit() == to.unit() && from.multiple() == to.multiple();
      case SAFE -> isSafe(from, to);
    };
  }

  /** Whether each tick of {@code from} is a whole number of ticks of {@code to}. */
  private static boolean isSafe(TimeDType from, TimeDType to) {
    int coarser = from.unit().compareTo(to.unit());
    if (coarser == 0) {
      return from.multiple() % to.multiple() == 0;
    }
    return coarser < 0 && to.multiple() == 1;
  }

  private boolean allows(ScalarDType from, ScalarDType to) {
    return switch (this) {
      case CHECKED, UNSAFE -> true;
      case NO -> from.equals(to);
      case EQUIV -> from.kind() == to.kind();
      case SAFE -> isSafe(from.kind(), to.kind());
      case SAME_KIND -> isSafe(from.kind(), to.kind()) || rank(from.kind()) <= rank(to.kind());
    };
  }

  private static int rank(ScalarKind kind) {
    return "buif".indexOf(kind.code());
  }

  private static boolean isSafe(ScalarKind from, ScalarKind to) {
    if (from == to || from == ScalarKind.BOOL) {
      return true;
    }
    return switch (to.code()) {
      case 'u' -> from.code() == 'u' && from.itemsize() <= to.itemsize();
      case 'i' ->
          from.code() == 'i'
              ? from.itemsize() <= to.itemsize()
              : from.code() == 'u' && from.itemsize() < to.itemsize();
      case 'f' ->
          from.code() == 'f'
              ? from.itemsize() <= to.itemsize()
              : to == ScalarKind.FLOAT64 || from.itemsize() < to.itemsize();
      default -> false;
    };
  }
}
