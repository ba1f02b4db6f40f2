package io.memmap.array.dtype;

import io.memmap.array.DTypeRefusal;
import io.memmap.array.python.PythonValue;
import io.memmap.array.python.PythonValue.Constant;
import io.memmap.array.python.PythonValue.Items;
import io.memmap.array.python.PythonValue.Text;

/**
 * A field's name in a list: {@code 'name'} or {@code ('title', 'name')}.
 *
 * @param title null if there is none
 */
record FieldName(String title, String name) {

  static FieldName of(PythonValue value) {
    if (value instanceof Items pair && pair.tuple() && pair.size() == 2) {
      return new FieldName(title(pair.get(0)), name(pair.get(1)));
    }
    return new FieldName(null, name(value));
  }

  static String name(PythonValue value) {
    if (value instanceof Text text) {
      return text.value();
    }
    throw DTypeRefusal.in(
        value.toString(), "a field's name is a string, or a tuple of title and name");
  }

  /** A title or, for {@code None}, null. */
  static String title(PythonValue value) {
    if (value instanceof Text text) {
      return text.value();
    }
    if (value == Constant.NONE) {
      return null;
    }
    throw DTypeRefusal.in(value.toString(), "a field's title is a string or None");
  }

  /** The name that {@code np.dtype} gives a field without one. */
  String orNumber(int index) {
    if (!name.isEmpty()) {
      return name;
    }
    return title == null ? "f" + index : title;
  }
}
