package io.memmap.array.dtype;

import io.memmap.array.DType;
import io.memmap.array.DTypeRefusal;
import io.memmap.array.python.PythonValue;
import io.memmap.array.python.PythonValue.Constant;
import io.memmap.array.python.PythonValue.Dict;
import io.memmap.array.python.PythonValue.Int;
import io.memmap.array.python.PythonValue.Items;
import io.memmap.array.python.PythonValue.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * {@code {'names': [...], 'formats': [...], ...}} and the old {@code {name: (dtype, offset)}}, by
 * the rules of {@code np.dtype(dict)}.
 */
final class DictDType {
  private static final String LENGTHS =
      "names, formats, offsets and titles must have the same length";

  /** One entry of the old form. */
  private record Placed(String name, String title, DType dtype, int offset) {}

  private final Dict dict;
  private final boolean align;

  private DictDType(Dict dict, boolean align) {
    this.dict = dict;
    this.align = align;
  }

  static DType of(Dict dict, boolean align) {
    if (dict.get("names") == null || dict.get("formats") == null) {
      return placed(dict, align);
    }
    return new DictDType(dict, align || isAligned(dict)).struct();
  }

  private static boolean isAligned(Dict dict) {
    PythonValue aligned = dict.get("aligned");
    if (aligned != null && aligned != Constant.TRUE && aligned != Constant.FALSE) {
      throw DTypeRefusal.in("'aligned': " + aligned, "must be True or False");
    }
    return aligned == Constant.TRUE;
  }

  private DType struct() {
    List<PythonValue> names = list("names");
    List<PythonValue> formats = list("formats");
    List<PythonValue> offsets = list("offsets");
    List<PythonValue> titles = list("titles");
    int fields = names.size();
    if (formats.size() < fields
        || (offsets != null && offsets.size() < fields)
        || (titles != null && titles.size() < fields)) {
      throw DTypeRefusal.of(LENGTHS);
    }
    StructBuilder struct = new StructBuilder(align);
    for (int i = 0; i < fields; i++) {
      String name = FieldName.name(names.get(i));
      String title = titles == null ? null : FieldName.title(titles.get(i));
      DType dtype = LiteralDType.of(formats.get(i), align);
      if (offsets == null) {
        struct.append(name, title, dtype);
      } else {
        struct.place(name, title, dtype, offset(offsets.get(i)));
      }
    }
    PythonValue itemsize = dict.get("itemsize");
    return itemsize == null ? struct.build() : struct.build(itemsize(itemsize));
  }

  /** The values under {@code key}; characters of a string, as Python takes it; null without it. */
  private List<PythonValue> list(String key) {
    PythonValue value = dict.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Items items) {
      return items.values();
    }
    if (value instanceof Text text) {
      List<PythonValue> characters = new ArrayList<>();
      text.value()
          .codePoints()
          .forEach(point -> characters.add(new Text(Character.toString(point))));
      return characters;
    }
    throw DTypeRefusal.in("'" + key + "': " + value, "must be a list");
  }

  private static int offset(PythonValue value) {
    if (value instanceof Int number && number.fits(0, Integer.MAX_VALUE)) {
      return (int) number.longValue();
    }
    throw DTypeRefusal.in("offset " + value, "must be an integer from 0 to 2**31-1");
  }

  private static long itemsize(PythonValue value) {
    if (value instanceof Int number && number.fits(Integer.MIN_VALUE, Integer.MAX_VALUE)) {
      return number.longValue();
    }
    throw DTypeRefusal.in("'itemsize': " + value, "must be an integer up to 2**31-1");
  }

  /** The old form: fields in the order of their offsets; a title may have another entry. */
  private static DType placed(Dict dict, boolean align) {
    List<Placed> fields = new ArrayList<>();
    for (Map.Entry<PythonValue, PythonValue> entry : dict.entries().entrySet()) {
      if (!(entry.getValue() instanceof Items field)
          || !field.tuple()
          || field.size() < 2
          || field.size() > 3) {
        throw DTypeRefusal.of(
            "a dict has names and formats, or a tuple of dtype and offset for each name");
      }
      if (field.size() == 2 || !field.get(2).equals(entry.getKey())) {
        fields.add(
            new Placed(
                FieldName.name(entry.getKey()),
                field.size() == 2 ? null : FieldName.title(field.get(2)),
                LiteralDType.of(field.get(0), align),
                offset(field.get(1))));
      }
    }
    fields.sort(Comparator.comparingInt(Placed::offset));
    StructBuilder struct = new StructBuilder(align);
    fields.forEach(f -> struct.place(f.name(), f.title(), f.dtype(), f.offset()));
    return struct.build();
  }
}
