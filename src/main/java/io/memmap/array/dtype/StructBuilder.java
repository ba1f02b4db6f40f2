package io.memmap.array.dtype;

import io.memmap.array.Alignment;
import io.memmap.array.DType;
import io.memmap.array.DTypeField;
import io.memmap.array.DTypeRefusal;
import io.memmap.array.StructuredDType;
import io.memmap.array.python.PythonRepr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lays out the fields of a struct one by one, packed or as a C compiler would. */
final class StructBuilder {
  private final boolean align;
  private final List<DTypeField> fields = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private long end;
  private int alignment = 1;

  StructBuilder(boolean align) {
    this.align = align;
  }

  /** Adds a field after the others; {@code title} may be null. */
  void append(String name, String title, DType dtype) {
    long offset = align ? Alignment.roundedUp(end, Alignment.of(dtype)) : end;
    if (offset > Integer.MAX_VALUE) {
      throw tooBig();
    }
    place(name, title, dtype, (int) offset);
  }

  /** Adds a field at a given offset; {@code title} may be null. */
  void place(String name, String title, DType dtype, int offset) {
    if (align) {
      int own = Alignment.of(dtype);
      if (offset % own != 0) {
        throw DTypeRefusal.of(
            "offset "
                + offset
                + " of field "
                + PythonRepr.of(name)
                + " is not a multiple of "
                + own
                + ", which align asks for");
      }
      alignment = Math.max(alignment, own);
    }
    if (!keys.add(name)) {
      throw DTypeRefusal.of(
          "field " + PythonRepr.of(name) + " occurs more than once; rename one of them");
    }
    if (title != null && !keys.add(title)) {
      throw DTypeRefusal.of("title " + PythonRepr.of(title) + " is already a name or title");
    }
    fields.add(new DTypeField(name, dtype, offset, title));
    end = Math.max(end, (long) offset + dtype.itemsize());
    if (end > Integer.MAX_VALUE) {
      throw tooBig();
    }
  }

  StructuredDType build() {
    long size = align ? Alignment.roundedUp(end, alignment) : end;
    if (size > Integer.MAX_VALUE) {
      throw tooBig();
    }
    return new StructuredDType(fields, (int) size, align);
  }

  /** The struct with bytes after its last field. */
  StructuredDType build(long itemsize) {
    int least = build().itemsize();
    if (itemsize < least) {
      throw DTypeRefusal.of("itemsize " + itemsize + ": the fields need " + least + " bytes");
    }
    if (align && itemsize % alignment != 0) {
      throw DTypeRefusal.of(
          "itemsize " + itemsize + " is not a multiple of " + alignment + ", which align asks for");
    }
    return new StructuredDType(fields, (int) itemsize, align);
  }

  static DTypeRefusal tooBig() {
    return DTypeRefusal.of("its elements have more than 2**31-1 bytes, NumPy's limit");
  }
}
