package io.memmap.array;

import java.io.Serializable;
import java.util.Map;

/**
 * The four things that make bytes an array, as {@code np.memmap} takes them. The axes of a
 * sub-array dtype become the last axes of the array, as in NumPy.
 *
 * @param shape may have one {@link Shape#INFERRED} axis until {@link #fit} resolves it; a shape
 *     that NumPy infers is {@code (-1,)}
 * @param offset bytes before the array, aligned or not
 */
public record ArraySpec(DType dtype, Shape shape, Order order, long offset)
    implements Serializable {
  /** Names of number dtypes by itemsize. */
  private static final Map<Integer, String> NUMBERS =
      Map.of(
          1, "int8, uint8 or bool",
          2, "int16, uint16 or float16",
          4, "int32, uint32 or float32",
          8, "int64, uint64 or float64");

  public ArraySpec {
    while (dtype instanceof SubArrayDType array) {
      shape = shape.append(array.shape());
      dtype = array.base();
    }
    if (offset < 0) {
      throw InvalidArrayException.of("offset %d: must be 0 or more bytes", offset);
    }
  }

  /**
   * This description with every length known, checked against a file of {@code fileBytes} bytes. A
   * longer file is fine, as in NumPy.
   *
   * @throws InvalidArrayException if the file is too short, or no length makes it fit
   */
  public ArraySpec fit(long fileBytes) {
    if (fileBytes == 0) {
      throw InvalidArrayException.of(
          "%s; found an empty file, which can't be mapped; write the array first", toText());
    }
    ArraySpec known = shape.inferredAxis() < 0 ? this : inferred(fileBytes);
    if (known.end() > fileBytes) {
      throw InvalidArrayException.of(
          "%s needs %d bytes, found %d%s%s",
          toText(), known.end(), fileBytes, fittingAdvice(fileBytes), dtypeAdvice(fileBytes));
    }
    return known;
  }

  /** This description with length 1 in place of an inferred one. */
  public ArraySpec ofAnyFile() {
    int axis = shape.inferredAxis();
    return axis < 0 ? this : new ArraySpec(dtype, shape.with(axis, 1), order, offset);
  }

  /** Bytes of the file up to the end of the array. */
  public long end() {
    try {
      return Math.addExact(offset, bytes());
    } catch (ArithmeticException e) {
      throw InvalidArrayException.of(
          "%s: array is too big; it ends beyond 2**63-1 bytes", toText());
    }
  }

  /** Bytes of the array itself. */
  public long bytes() {
    return shape.bytes(dtype.itemsize());
  }

  public ArrayView view() {
    return new ArrayView(dtype, shape, order.strides(shape, dtype.itemsize()), offset);
  }

  /**
   * Whether the other array has the same rows as this one and maybe more, wherever in its file it
   * lies. Both know all their lengths.
   */
  public boolean isBeginningOf(ArraySpec other) {
    boolean alike =
        dtype.equals(other.dtype) && order == other.order && shape.rank() == other.shape.rank();
    if (!alike || shape.rank() == 0) {
      return alike;
    }
    return shape.length(0) <= other.shape.length(0)
        && shape.withFirst(0).equals(other.shape.withFirst(0));
  }

  private ArraySpec inferred(long fileBytes) {
    int axis = shape.inferredAxis();
    long rest = shape.with(axis, 1).bytes(dtype.itemsize());
    long available = fileBytes - offset;
    if (available < 0) {
      throw InvalidArrayException.of(
          "%s starts beyond the end of the file, found %d bytes; give a smaller offset",
          toText(), fileBytes);
    }
    if (dtype.itemsize() == 0) {
      throw InvalidArrayException.of(
          "%s: elements of 0 bytes do not tell how many there are; give a shape", toText());
    }
    if (rest == 0) {
      throw InvalidArrayException.of(
          "%s: -1 has no single answer beside a length of 0; give that length too", toText());
    }
    if (available % rest != 0) {
      throw InvalidArrayException.of(
          "%s makes items of %d bytes, found %d bytes of data, which is not a multiple%s%s",
          toText(),
          rest,
          available,
          fittingAdvice(fileBytes),
          smallerDTypes(available, rest / dtype.itemsize()));
    }
    return new ArraySpec(dtype, shape.with(axis, available / rest), order, offset);
  }

  /** For messages. */
  public String toText() {
    return "dtype " + dtype + ", shape " + shape + ", order " + order + ", offset " + offset;
  }

  /** The longest shape of the same rows that the file holds; in order F the columns get shorter. */
  private String fittingAdvice(long fileBytes) {
    int axis = Math.max(0, shape.inferredAxis());
    long available = fileBytes - offset;
    if (shape.rank() == 0 || available < 0) {
      return "; check dtype and offset";
    }
    long rest = shape.with(axis, 1).bytes(dtype.itemsize());
    if (rest == 0 || available / rest == 0) {
      return "; check dtype, shape and offset: not even one row of it fits";
    }
    long left = available % rest;
    return "; shape="
        + shape.with(axis, available / rest)
        + " would fit"
        + (left == 0 ? "" : "; it leaves out the last " + (left == 1 ? "byte" : left + " bytes"));
  }

  /** Advice where no number of whole rows fills the file, but rows of smaller elements do. */
  private String smallerDTypes(long available, long perRow) {
    boolean number = !(dtype instanceof StructuredDType);
    for (int size = Math.min(Long.BYTES, dtype.itemsize() - 1); number && size > 0; size--) {
      if (NUMBERS.containsKey(size) && available % (size * perRow) == 0) {
        return "; or was dtype " + NUMBERS.get(size) + " meant, which fills the file?";
      }
    }
    return "";
  }

  /** Advice where as many smaller elements fill the file exactly. */
  private String dtypeAdvice(long fileBytes) {
    long available = fileBytes - offset;
    String such =
        bytes() == 0 || available % shape.elements() != 0
            ? ""
            : switch ((int) Math.min(available / shape.elements(), dtype.itemsize())) {
              case 1 -> "uint8";
              case 2 -> "int16 or float16";
              case 4 -> "float32 or int32";
              case 8 -> "float64 or int64";
              default -> "";
            };
    return such.isEmpty() ? "" : "; or was dtype " + such + " meant, which fills the file?";
  }
}
