package io.memmap.spark.internal.schema;

import io.memmap.array.ArraySpec;
import io.memmap.array.Endian;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.options.OptionErrors;
import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.write.encode.IndexColumn;
import io.memmap.spark.internal.write.encode.IndexPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** The columns {@code i0, i1, ...}, which say which element of the array a row is. */
public final class CellColumns {
  private final WriteOptions options;
  private final StructType schema;

  public CellColumns(WriteOptions options, StructType schema) {
    this.options = options;
    this.schema = schema;
  }

  /**
   * Finds the index columns and computes the element of each row.
   *
   * @throws IllegalArgumentException if the shape or a column is missing
   */
  public IndexPlan index() {
    Shape shape = shape();
    List<IndexColumn> columns = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      columns.add(column("i" + axis));
    }
    if (schema.size() != shape.rank() + 1) {
      throw refused("needs the columns " + names(shape) + " and one with the value");
    }
    return new IndexPlan.Cell(columns, lengths(shape), strides(shape));
  }

  private Shape shape() {
    Shape shape =
        options
            .shape()
            .orElseThrow(() -> refused("needs option shape, which single elements do not tell"));
    if (lengths(shape).contains(Shape.INFERRED)) {
      throw OptionErrors.badOption(
          MemmapOptions.SHAPE,
          shape.toString(),
          "layout=cells needs every length; single elements do not tell them");
    }
    if (options.rowIndex().isPresent()) {
      throw refused("has an index for each axis; leave out option rowIndex");
    }
    return shape;
  }

  private IndexColumn column(String name) {
    return IndexColumns.find(
        schema, name, found -> OptionErrors.badOption(MemmapOptions.LAYOUT, "cells", found));
  }

  private IllegalArgumentException refused(String what) {
    return OptionErrors.badOption(
        MemmapOptions.LAYOUT, "cells", what + "; found " + schema.simpleString());
  }

  private static String names(Shape shape) {
    return shape.rank() < 2 ? "i0" : "i0 to i" + (shape.rank() - 1);
  }

  private static List<Long> lengths(Shape shape) {
    List<Long> lengths = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      lengths.add(shape.length(axis));
    }
    return lengths;
  }

  /** In elements, as those of an array of elements of one byte. */
  private List<Long> strides(Shape shape) {
    ScalarDType oneByte = new ScalarDType(ScalarKind.UINT8, Endian.NATIVE);
    long[] strides = new ArraySpec(oneByte, shape, options.order(), 0).view().strides();
    return Arrays.stream(strides).boxed().toList();
  }
}
