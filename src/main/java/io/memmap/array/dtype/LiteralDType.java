package io.memmap.array.dtype;

import io.memmap.array.DType;
import io.memmap.array.DTypeRefusal;
import io.memmap.array.python.PythonValue;
import io.memmap.array.python.PythonValue.Bytes;
import io.memmap.array.python.PythonValue.Constant;
import io.memmap.array.python.PythonValue.DTypeObject;
import io.memmap.array.python.PythonValue.Dict;
import io.memmap.array.python.PythonValue.Items;
import io.memmap.array.python.PythonValue.PythonClass;
import io.memmap.array.python.PythonValue.Text;

/** The dtype that {@code np.dtype(value, align)} makes of a Python value. */
final class LiteralDType {
  private static final String NUMPY = "numpy.";

  private LiteralDType() {}

  static DType of(PythonValue value, boolean align) {
    if (value instanceof Text text) {
      return DTypeCode.parse(text.value(), align);
    }
    if (value instanceof Bytes text) {
      return DTypeCode.parse(text.value(), align);
    }
    if (value instanceof Items items) {
      return items.tuple() ? pair(items, align) : fields(items, align);
    }
    if (value instanceof Dict dict) {
      return DictDType.of(dict, align);
    }
    if (value instanceof PythonClass python) {
      return pythonClass(python.name());
    }
    if (value instanceof DTypeObject dtype) {
      return of(dtype.description(), dtype.align());
    }
    if (value == Constant.NONE) {
      return DTypeNames.NAMES.get("float64");
    }
    throw DTypeRefusal.in(value.toString(), "not a dtype; try '<f4' or [('x', '<f4')]");
  }

  /** {@code <class 'float'>} and {@code <class 'numpy.float32'>}. */
  static DType pythonClass(String name) {
    boolean numpy = name.startsWith(NUMPY);
    String bare = numpy ? name.substring(NUMPY.length()) : name;
    DType dtype = (numpy ? DTypeNames.NAMES : DTypeNames.PYTHON_TYPES).get(bare);
    if (dtype == null) {
      throw DTypeNames.notUnderstood(bare);
    }
    return dtype;
  }

  private static DType pair(Items items, boolean align) {
    if (items.size() != 2) {
      throw DTypeRefusal.in(
          items.toString(), "a tuple is a dtype and a shape, as in ('<i4', (2, 3))");
    }
    return SubArrays.of(of(items.get(0), align), items.get(1));
  }

  private static DType fields(Items items, boolean align) {
    StructBuilder struct = new StructBuilder(align);
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof Items field)
          || !field.tuple()
          || field.size() < 2
          || field.size() > 3) {
        throw DTypeRefusal.in(
            items.get(i).toString(),
            "a field is a tuple of name, dtype and maybe shape, as in ('x', '<f4')");
      }
      FieldName name = FieldName.of(field.get(0));
      DType dtype = of(field.get(1), align);
      struct.append(
          name.orNumber(i),
          name.title(),
          field.size() == 2 ? dtype : SubArrays.of(dtype, field.get(2)));
    }
    return struct.build();
  }
}
