package io.memmap.array;

/** The units of NumPy's times, with its codes. */
public enum TickUnit {
  YEAR("Y"),
  MONTH("M"),
  WEEK("W"),
  DAY("D"),
  HOUR("h"),
  MINUTE("m"),
  SECOND("s"),
  MILLISECOND("ms"),
  MICROSECOND("us"),
  NANOSECOND("ns"),
  PICOSECOND("ps"),
  FEMTOSECOND("fs"),
  ATTOSECOND("as"),
  /** No unit: ticks without a meaning. */
  GENERIC("generic");

  private final String code;

  TickUnit(String code) {
    this.code = code;
  }

  /** As between the brackets of {@code M8[ns]}. */
  public String code() {
    return code;
  }
}
