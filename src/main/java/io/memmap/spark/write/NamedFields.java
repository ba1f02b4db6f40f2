package io.memmap.spark.write;

import io.memmap.array.StructuredDType;
import java.util.List;

/** Finds columns by the names of a dtype's fields: as they are, else without regard to case. */
public final class NamedFields {
  private NamedFields() {}

  /**
   * Where the name is.
   *
   * @return -1 if it is not there, or only in several spellings
   */
  public static int find(List<String> names, String name) {
    int exact = names.indexOf(name);
    if (exact >= 0) {
      return exact;
    }
    int found = -1;
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  /** Whether there is one name for each field of the dtype, and none besides. */
  public static boolean match(StructuredDType dtype, List<String> names) {
    return names.size() == dtype.fields().size()
        && dtype.fields().stream().mapToInt(field -> find(names, field.name())).distinct().count()
            == names.size()
        && dtype.fields().stream().allMatch(field -> find(names, field.name()) >= 0);
  }
}
