package io.memmap.array;

/**
 * An array inside each element, always in C order. Only fields keep it: at the top of an array's
 * dtype NumPy appends its axes to the shape instead, which {@link ArraySpec} does too.
 *
 * @param base dtype of its elements
 * @param shape without an inferred length
 */
public record SubArrayDType(DType base, Shape shape) implements DType {

  @Override
  public int itemsize() {
    return Math.toIntExact(shape.bytes(base.itemsize()));
  }

  @Override
  public DType innermost() {
    return base.innermost();
  }

  @Override
  public String descr() {
    String element = base.descr();
    boolean literal = element.startsWith("[") || element.startsWith("(");
    return "(" + (literal ? element : "'" + element + "'") + ", " + shape + ")";
  }

  /** As {@code str(dtype)}. */
  @Override
  public String toString() {
    return DTypeText.str(this);
  }
}
