package io.memmap.oracle;

import java.util.ArrayList;
import java.util.List;

/** One combination of what decides how a value is found and handed over. */
record Cell(DTypeVariant dtype, Setting setting, Form form) {

  /** A column of the coverage table. */
  record Setting(String order, Layout layout, String access) {
    static List<Setting> all() {
      List<Setting> all = new ArrayList<>();
      for (String order : List.of("C", "F")) {
        for (Layout layout : Layout.values()) {
          for (String access : List.of("mmap", "read")) {
            all.add(new Setting(order, layout, access));
          }
        }
      }
      return all;
    }
  }

  boolean exists() {
    return form.fits(setting.layout());
  }

  static List<Cell> all() {
    List<Cell> all = new ArrayList<>();
    for (DTypeVariant dtype : DTypeVariant.all()) {
      for (Setting setting : Setting.all()) {
        for (Form form : Form.values()) {
          all.add(new Cell(dtype, setting, form));
        }
      }
    }
    return all;
  }
}
