package io.memmap.oracle;

import java.util.List;

/**
 * A number of dimensions; tables also have two wide classes, because Spark and the reader run other
 * code for many columns.
 */
enum ShapeClass {
  D0("0", 0, List.of()),
  D1("1", 1, List.of()),
  D2("2", 2, List.of(0, 1, 2, 3, 4, 5, 7)),
  WIDE("w", 2, List.of(70)),
  WIDER("W", 2, List.of(101)),
  D3("3", 3, List.of(0, 1, 2, 3, 4, 1, 2, 3, 2)),
  D4("4", 4, List.of(0, 1, 2, 3, 4, 1, 2, 3, 2));

  private final String symbol;
  private final int dimensions;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes an immutable list
  private final List<Integer> lengths;

  ShapeClass(String symbol, int dimensions, List<Integer> lengths) {
    this.symbol = symbol;
    this.dimensions = dimensions;
    this.lengths = lengths;
  }

  String symbol() {
    return symbol;
  }

  int dimensions() {
    return dimensions;
  }

  /** Possible lengths of the axes after the first. */
  List<Integer> lengths() {
    return lengths;
  }

  /**
   * Whether reads in this layout are tested: wide classes only as columns, since other layouts have
   * no width.
   */
  boolean fits(LayoutOption layout) {
    boolean wide = this == WIDE || this == WIDER;
    return layout.fits(dimensions) && !(wide && layout != LayoutOption.COLUMNS);
  }
}
