package io.memmap.array;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several named fields in one element.
 *
 * @param itemsize bytes of one element
 */
public record StructuredDType(List<DTypeField> fields, int itemsize) implements DType {

  public StructuredDType {
    fields = List.copyOf(fields);
  }

  /** Fields one behind the other without gaps, as {@code np.dtype([(name, dtype), ...])}. */
  public static StructuredDType packed(List<String> names, List<DType> dtypes) {
    List<DTypeField> fields = new ArrayList<>();
    int offset = 0;
    for (int i = 0; i < names.size(); i++) {
      fields.add(new DTypeField(names.get(i), dtypes.get(i), offset));
      offset = Math.addExact(offset, dtypes.get(i).itemsize());
    }
    return new StructuredDType(fields, offset);
  }

  @Override
  public String descr() {
    return fields.stream()
        .map(field -> "('" + field.name() + "', '" + field.dtype().descr() + "')")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String toString() {
    return descr();
  }
}
