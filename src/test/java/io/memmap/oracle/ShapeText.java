package io.memmap.oracle;

import java.util.List;
import java.util.stream.Collectors;

/** Spellings of the option {@code shape}. */
enum ShapeText {
  /** {@code 3,4}. */
  NUMBERS,
  /** {@code (3, 4)}, as Python prints it. */
  TUPLE,
  /** {@code (np.int64(3), 4)}, as Python prints it when a length came from NumPy. */
  NUMPY_TUPLE;

  String write(List<Integer> shape) {
    if (shape.isEmpty()) {
      return "()";
    }
    String joined = join(shape, this == NUMBERS ? "," : ", ");
    return switch (this) {
      case NUMBERS -> joined;
      case TUPLE -> parenthesise(joined, shape.size());
      case NUMPY_TUPLE ->
          parenthesise(
              "np.int64(%d)".formatted(shape.get(0))
                  + joined.substring(shape.get(0).toString().length()),
              shape.size());
    };
  }

  private static String parenthesise(String joined, int dimensions) {
    return dimensions == 1 ? "(" + joined + ",)" : "(" + joined + ")";
  }

  private static String join(List<Integer> shape, String separator) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(separator));
  }
}
