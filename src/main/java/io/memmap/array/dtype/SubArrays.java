package io.memmap.array.dtype;

import io.memmap.array.BytesDType;
import io.memmap.array.DType;
import io.memmap.array.DTypeRefusal;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.array.UnicodeDType;
import io.memmap.array.VoidDType;
import io.memmap.array.python.PythonValue;
import io.memmap.array.python.PythonValue.Int;
import io.memmap.array.python.PythonValue.Items;
import java.util.List;

/** {@code np.dtype((base, shape))}: an array within each element, or a string's length. */
final class SubArrays {
  private SubArrays() {}

  static DType of(DType base, PythonValue shape) {
    if (base.itemsize() == 0 && !(base instanceof StructuredDType)) {
      return sized(base, shape);
    }
    List<PythonValue> lengths = lengths(shape);
    if (lengths.isEmpty()) {
      return base;
    }
    if (lengths.size() > Shape.MOST_AXES) {
      throw DTypeRefusal.of(
          "a sub-array of " + lengths.size() + " axes; at most " + Shape.MOST_AXES);
    }
    long[] all = lengths.stream().mapToLong(SubArrays::length).toArray();
    if (!fits(base.itemsize(), all)) {
      throw StructBuilder.tooBig();
    }
    return new SubArrayDType(base, Shape.of(all));
  }

  private static List<PythonValue> lengths(PythonValue shape) {
    if (shape instanceof Int) {
      return List.of(shape);
    }
    if (shape instanceof Items items && (items.tuple() || items.size() > 0)) {
      return items.values();
    }
    throw badShape(shape);
  }

  private static long length(PythonValue length) {
    if (length instanceof Int number && number.fits(0, Integer.MAX_VALUE)) {
      return number.longValue();
    }
    throw badShape(length);
  }

  /** Whether the bytes fit NumPy's C int; a length of 0 makes any number of elements 0. */
  private static boolean fits(int itemsize, long... lengths) {
    long elements = 1;
    for (long length : lengths) {
      if (length == 0) {
        return true;
      }
      elements = Math.min(elements * length, 1L << 31);
    }
    return elements <= Integer.MAX_VALUE && elements * itemsize <= Integer.MAX_VALUE;
  }

  /** A type without a size takes a number as its size. */
  private static DType sized(DType base, PythonValue size) {
    if (base instanceof SubArrayDType && size instanceof Int number && number.fits(0, 0)) {
      return base;
    }
    int unit = base instanceof UnicodeDType ? UnicodeDType.POINT_BYTES : 1;
    boolean plain =
        base instanceof BytesDType || base instanceof UnicodeDType || base instanceof VoidDType;
    if (!plain || !(size instanceof Int number) || !number.fits(0, Integer.MAX_VALUE / unit)) {
      throw DTypeRefusal.in(
          "(" + base + ", " + size + ")",
          "a type without a size takes one number, its size, as in ('S', 5)");
    }
    int length = (int) number.longValue();
    if (base instanceof UnicodeDType text) {
      return new UnicodeDType(length, text.endian());
    }
    return base instanceof BytesDType ? new BytesDType(length) : new VoidDType(length);
  }

  private static DTypeRefusal badShape(PythonValue shape) {
    return DTypeRefusal.in(
        shape.toString(),
        "the shape of a sub-array is one or several integers of 0 or more, as in (2, 3)");
  }
}
