package io.memmap.array;

import java.util.ArrayList;
import java.util.List;

/**
 * Several named fields in one element: in any order, with gaps between them, or sharing bytes.
 *
 * @param itemsize bytes of one element
 * @param aligned NumPy's {@code isalignedstruct}: its fields lie as in C. It shows in the text and
 *     in the alignment within other structs; equal dtypes may differ in it, as in NumPy.
 */
public record StructuredDType(List<DTypeField> fields, int itemsize, boolean aligned)
    implements DType {

  public StructuredDType {
    fields = List.copyOf(fields);
  }

  public StructuredDType(List<DTypeField> fields, int itemsize) {
    this(fields, itemsize, false);
  }

  /** Fields one after the other without gaps, as {@code np.dtype([(name, dtype), ...])}. */
  public static StructuredDType packed(List<String> names, List<DType> dtypes) {
    List<DTypeField> fields = new ArrayList<>();
    int offset = 0;
    for (int i = 0; i < names.size(); i++) {
      fields.add(new DTypeField(names.get(i), dtypes.get(i), offset));
      offset = Math.addExact(offset, dtypes.get(i).itemsize());
    }
    return new StructuredDType(fields, offset);
  }

  /**
   * {@inheritDoc} Gaps are fields without a name.
   *
   * @throws InvalidArrayException if fields overlap or are out of order
   */
  @Override
  public String descr() {
    return DTypeText.descr(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StructuredDType struct
        && itemsize == struct.itemsize
        && fields.equals(struct.fields);
  }

  @Override
  public int hashCode() {
    return 31 * fields.hashCode() + itemsize;
  }

  /** As {@code str(dtype)}: a list if that says all, else a dict. */
  @Override
  public String toString() {
    return DTypeText.str(this);
  }
}
