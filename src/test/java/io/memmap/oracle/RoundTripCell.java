package io.memmap.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * One combination of the properties that decide how an array is read and saved again.
 *
 * @param dtype kind and byte order, such as {@code int <}
 * @param dimensions of the array in the file
 * @param sliced whether only a slice is read
 */
record RoundTripCell(String dtype, Setting setting, int dimensions, boolean sliced) {
  static final int MOST_DIMENSIONS = 5;

  private static final List<String> OF_BYTES = List.of("bool", "int8", "uint8", "bytes", "void");
  private static final List<String> OF_WORDS =
      List.of(
          "int",
          "uint",
          "half",
          "float",
          "complex",
          "text",
          "date",
          "moment",
          "duration",
          "struct");

  /** A column of the table. */
  record Setting(String order, LayoutOption layout, String access) {
    static List<Setting> all() {
      List<Setting> all = new ArrayList<>();
      for (String order : List.of("C", "F")) {
        for (LayoutOption layout : LayoutOption.values()) {
          for (String access : List.of("mmap", "read")) {
            all.add(new Setting(order, layout, access));
          }
        }
      }
      return all;
    }
  }

  /** All kinds with their byte orders; kinds with items of one byte have none. */
  static List<String> dtypes() {
    List<String> all = new ArrayList<>();
    OF_BYTES.forEach(kind -> all.add(kind + " |"));
    OF_WORDS.forEach(kind -> all.addAll(List.of(kind + " <", kind + " >")));
    return all;
  }

  /** Whether the layout supports the array; a slice may reduce many dimensions to two. */
  boolean exists() {
    return sliced || setting.layout().fits(dimensions);
  }

  static List<RoundTripCell> all() {
    List<RoundTripCell> all = new ArrayList<>();
    for (String dtype : dtypes()) {
      for (Setting setting : Setting.all()) {
        for (int dimensions = 0; dimensions <= MOST_DIMENSIONS; dimensions++) {
          all.add(new RoundTripCell(dtype, setting, dimensions, false));
          all.add(new RoundTripCell(dtype, setting, dimensions, true));
        }
      }
    }
    return all;
  }
}
