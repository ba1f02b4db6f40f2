package io.memmap.array.dtype;

import io.memmap.array.DType;
import io.memmap.array.DTypeRefusal;
import io.memmap.array.SubArrayDType;
import io.memmap.array.VoidDType;
import io.memmap.array.python.PythonValue;
import io.memmap.array.python.PythonValue.Items;
import io.memmap.array.python.PythonValue.Text;

/**
 * The dtype that a {@code .npy} header's {@code descr} means, by the rules of NumPy's {@code
 * descr_to_dtype}. They differ from those of {@code np.dtype}: a void or sub-array without a name
 * is a gap, other fields without a name keep none, and fields may be lists.
 */
public final class DescrDType {
  private DescrDType() {}

  public static DType of(PythonValue descr) {
    if (descr instanceof Text text) {
      return DTypeCode.parse(text.value(), false);
    }
    if (descr instanceof Items items) {
      return items.tuple() ? pair(items) : struct(items);
    }
    throw DTypeRefusal.in(
        descr.toString(), "descr is a string, a list of fields, or a tuple of dtype and shape");
  }

  private static DType pair(Items items) {
    if (items.size() != 2) {
      throw DTypeRefusal.in(
          items.toString(), "a tuple is a dtype and a shape, as in ('<i4', (2, 3))");
    }
    return SubArrays.of(of(items.get(0)), items.get(1));
  }

  private static DType struct(Items items) {
    StructBuilder struct = new StructBuilder(false);
    long offset = 0;
    for (PythonValue item : items.values()) {
      if (!(item instanceof Items field) || field.size() < 2 || field.size() > 3) {
        throw DTypeRefusal.in(
            item.toString(), "a field is a name, a dtype and maybe a shape, as in ('x', '<f4')");
      }
      FieldName name = FieldName.of(field.get(0));
      DType base = of(field.get(1));
      DType dtype = field.size() == 2 ? base : SubArrays.of(base, field.get(2));
      boolean named = !name.name().isEmpty() || field.get(0) instanceof Items;
      if (named || !(dtype instanceof VoidDType || dtype instanceof SubArrayDType)) {
        struct.place(name.name(), name.title(), dtype, (int) offset);
      }
      offset += dtype.itemsize();
      if (offset > Integer.MAX_VALUE) {
        throw StructBuilder.tooBig();
      }
    }
    return struct.build(offset);
  }
}
