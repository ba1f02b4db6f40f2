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

  /** {@code np.can_cast(from, to, casting)}; true for {@link #CHECKED}. */
  public boolean allows(ScalarDType from, ScalarDType to) {
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
