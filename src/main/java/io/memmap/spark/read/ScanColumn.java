package io.memmap.spark.read;

import io.memmap.array.ArrayView;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;

/** A column of the DataFrame and where its values come from. */
public final class ScanColumn implements Serializable {
  private static final long serialVersionUID = 1L;

  private final StructField field;
  private final ArrayView view;

  private ScanColumn(StructField field, ArrayView view) {
    this.field = field;
    this.view = view;
  }

  /** Stored values; the first axis of {@code view} is the rows. */
  public static ScanColumn values(StructField field, ArrayView view) {
    return new ScanColumn(field, Objects.requireNonNull(view));
  }

  /** The index of each row, which is stored nowhere. */
  public static ScanColumn rowIndex(StructField field) {
    return new ScanColumn(field, null);
  }

  public StructField field() {
    return field;
  }

  /** The stored values, or nothing for the row index. */
  public Optional<ArrayView> view() {
    return Optional.ofNullable(view);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScanColumn column
        && field.equals(column.field)
        && Objects.equals(view, column.view);
  }

  @Override
  public int hashCode() {
    return 31 * field.hashCode() + Objects.hashCode(view);
  }
}
