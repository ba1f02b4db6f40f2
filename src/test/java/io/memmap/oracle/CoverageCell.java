package io.memmap.oracle;

import java.util.ArrayList;
import java.util.List;

/** One combination of the properties that decide how a value is found and converted. */
record CoverageCell(DTypeVariant dtype, Setting setting, ShapeClass shapeClass) {

  /** A column of the coverage table. */
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

  boolean exists() {
    return shapeClass.fits(setting.layout());
  }

  static List<CoverageCell> all() {
    List<CoverageCell> all = new ArrayList<>();
    for (DTypeVariant dtype : DTypeVariant.all()) {
      for (Setting setting : Setting.all()) {
        for (ShapeClass shapeClass : ShapeClass.values()) {
          all.add(new CoverageCell(dtype, setting, shapeClass));
        }
      }
    }
    return all;
  }
}
