package io.memmap.oracle;

import java.util.List;

/**
 * Dimensions, and for tables their width: with many columns Spark runs other code, and so may
 * readers where Spark's is slow.
 */
enum Form {
  D0("0", 0, List.of()),
  D1("1", 1, List.of()),
  D2("2", 2, List.of(0, 1, 2, 3, 4, 5, 7)),
  WIDE("w", 2, List.of(70)),
  WIDER("W", 2, List.of(101)),
  D3("3", 3, List.of(0, 1, 2, 3, 4, 1, 2, 3, 2)),
  D4("4", 4, List.of(0, 1, 2, 3, 4, 1, 2, 3, 2));

  private final String symbol;
  private final int dimensions;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Integer> lengths;

  Form(String symbol, int dimensions, List<Integer> lengths) {
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

  /** What axes after the first may be long. */
  List<Integer> lengths() {
    return lengths;
  }

  /** Many columns are nothing special where rows are one array. */
  boolean fits(Layout layout) {
    boolean wide = this == WIDE || this == WIDER;
    return layout.fits(dimensions) && !(wide && layout != Layout.COLUMNS);
  }
}
