package io.memmap.array;

import io.memmap.array.dtype.DTypes;
import io.memmap.array.python.PythonRepr;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The texts of structs and sub-arrays, as NumPy prints them. Source: NumPy's {@code _dtype.py}. */
final class DTypeText {
  private DTypeText() {}

  /** {@code dtype.descr}: with gaps, which are named ''. */
  static String descr(StructuredDType struct) {
    StringBuilder list = new StringBuilder("[");
    int end = 0;
    for (DTypeField field : struct.fields()) {
      if (field.offset() < end) {
        throw InvalidArrayException.of(
            "dtype %s: fields overlap or are out of order, which a descr can't say; choose the"
                + " fields to write, in the order of their offsets",
            DTypeRefusal.quoted(text(struct)));
      }
      gap(list, field.offset() - end);
      list.append(list.length() > 1 ? ", " : "").append(inList(field, DTypeText::descrLiteral));
      end = field.offset() + field.dtype().itemsize();
    }
    gap(list, struct.itemsize() - end);
    return list.append(']').toString();
  }

  private static void gap(StringBuilder list, int bytes) {
    if (bytes > 0) {
      list.append(list.length() > 1 ? ", " : "").append("('', '|V").append(bytes).append("')");
    }
  }

  private static String descrLiteral(DType dtype) {
    return isScalar(dtype) ? PythonRepr.of(dtype.descr()) : dtype.descr();
  }

  /** A text that {@link DTypes#parse} reads as this dtype again. */
  static String text(DType dtype) {
    return isScalar(dtype) ? dtype.descr() : textLiteral(dtype);
  }

  private static String textLiteral(DType dtype) {
    if (dtype instanceof SubArrayDType array) {
      return "(" + textLiteral(array.base()) + ", " + array.shape() + ")";
    }
    if (dtype instanceof StructuredDType struct) {
      boolean listed =
          isPacked(struct, false)
              && struct.fields().stream().noneMatch(field -> field.name().isEmpty());
      return listed
          ? list(struct, DTypeText::textLiteral)
          : dict(struct, DTypeText::textLiteral) + "}";
    }
    return PythonRepr.of(dtype.descr());
  }

  /** {@code str(dtype)}. */
  static String str(DType dtype) {
    if (dtype instanceof StructuredDType struct && struct.aligned()) {
      return dict(struct, DTypeText::construction) + ", 'aligned': True}";
    }
    return construction(dtype);
  }

  /** NumPy's {@code _construction_repr(dtype, short=True)}, in which aligned ones look packed. */
  private static String construction(DType dtype) {
    if (dtype instanceof SubArrayDType array) {
      return "(" + construction(array.base()) + ", " + array.shape() + ")";
    }
    if (dtype instanceof StructuredDType struct) {
      return isPacked(struct, struct.aligned())
          ? list(struct, DTypeText::construction)
          : dict(struct, DTypeText::construction) + "}";
    }
    String code = dtype.descr().replaceFirst("^\\|", "");
    return "'" + (code.equals("b1") ? "?" : code.replaceFirst("^(.?[SUV])0$", "$1")) + "'";
  }

  private static String list(StructuredDType struct, Function<DType, String> literal) {
    return join(struct.fields(), field -> inList(field, literal));
  }

  private static String inList(DTypeField field, Function<DType, String> literal) {
    String name = PythonRepr.of(field.name());
    if (field.title() != null) {
      name = "(" + PythonRepr.of(field.title()) + ", " + name + ")";
    }
    return field.dtype() instanceof SubArrayDType array
        ? "(" + name + ", " + literal.apply(array.base()) + ", " + array.shape() + ")"
        : "(" + name + ", " + literal.apply(field.dtype()) + ")";
  }

  /** A dict without its closing brace. */
  private static String dict(StructuredDType struct, Function<DType, String> literal) {
    List<DTypeField> fields = struct.fields();
    boolean titled = fields.stream().anyMatch(field -> field.title() != null);
    return "{'names': "
        + join(fields, field -> PythonRepr.of(field.name()))
        + ", 'formats': "
        + join(fields, field -> literal.apply(field.dtype()))
        + ", 'offsets': "
        + join(fields, field -> Integer.toString(field.offset()))
        + (titled
            ? ", 'titles': "
                + join(fields, f -> f.title() == null ? "None" : PythonRepr.of(f.title()))
            : "")
        + ", 'itemsize': "
        + struct.itemsize();
  }

  private static String join(List<DTypeField> fields, Function<DTypeField, String> text) {
    return fields.stream().map(text).collect(Collectors.joining(", ", "[", "]"));
  }

  /**
   * Whether a list of the fields is enough: they follow one another without gaps, or lie as in C.
   */
  private static boolean isPacked(StructuredDType struct, boolean aligned) {
    long end = 0;
    int alignment = 1;
    for (DTypeField field : struct.fields()) {
      int own = aligned ? Alignment.of(field.dtype()) : 1;
      alignment = Math.max(alignment, own);
      if (field.offset() != Alignment.roundedUp(end, own)) {
        return false;
      }
      end = (long) field.offset() + field.dtype().itemsize();
    }
    return struct.itemsize() == Alignment.roundedUp(end, alignment);
  }

  private static boolean isScalar(DType dtype) {
    return !(dtype instanceof StructuredDType || dtype instanceof SubArrayDType);
  }
}
