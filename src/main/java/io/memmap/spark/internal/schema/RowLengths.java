package io.memmap.spark.internal.schema;

import io.memmap.array.ArrayView;
import io.memmap.array.DType;
import io.memmap.array.SubArrayDType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/** The lengths of the arrays in a column, kept in its metadata for DataFrames without rows. */
public final class RowLengths {
  /** Key in a field's metadata for the lengths of its arrays, outermost first. */
  private static final String LENGTHS_KEY = "memmap.lengths";

  /** Key under which MLlib keeps the attributes of a vector column, among them its length. */
  private static final String MLLIB_KEY = "ml_attr";

  private static final String MLLIB_LENGTH_KEY = "num_attrs";

  private RowLengths() {}

  /**
   * The metadata with the lengths of all axes but the first, if there are any.
   *
   * @param rows view of the column
   */
  static Metadata added(Metadata metadata, ArrayView rows) {
    if (rows.rank() < 2) {
      return metadata;
    }
    long[] lengths = new long[rows.rank() - 1];
    for (int axis = 0; axis < lengths.length; axis++) {
      lengths[axis] = rows.shape().length(axis + 1);
    }
    return new MetadataBuilder().withMetadata(metadata).putLongArray(LENGTHS_KEY, lengths).build();
  }

  /**
   * One length for each axis of a row; 0 where the metadata has none, which the first appended rows
   * may change.
   */
  public static List<Long> of(StructField field, int axes) {
    List<Long> lengths = said(field);
    return lengths.size() == axes ? lengths : Collections.nCopies(axes, 0L);
  }

  private static List<Long> said(StructField field) {
    Metadata metadata = field.metadata();
    if (metadata.contains(LENGTHS_KEY)) {
      return Arrays.stream(metadata.getLongArray(LENGTHS_KEY)).boxed().toList();
    } else if (metadata.contains(MLLIB_KEY)) {
      Metadata attributes = metadata.getMetadata(MLLIB_KEY);
      return attributes.contains(MLLIB_LENGTH_KEY)
          ? List.of(attributes.getLong(MLLIB_LENGTH_KEY))
          : List.of();
    }
    return ArrayColumns.carriedDType(field).map(RowLengths::ofSubArrays).orElse(List.of());
  }

  private static List<Long> ofSubArrays(DType dtype) {
    List<Long> lengths = new ArrayList<>();
    DType inner = dtype;
    while (inner instanceof SubArrayDType array) {
      for (int axis = 0; axis < array.shape().rank(); axis++) {
        lengths.add(array.shape().length(axis));
      }
      inner = array.base();
    }
    return lengths;
  }
}
