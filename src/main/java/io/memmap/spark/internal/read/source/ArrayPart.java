package io.memmap.spark.internal.read.source;

import io.memmap.array.ArrayView;
import io.memmap.array.DTypeField;
import java.io.Serializable;

/**
 * The part of an array that a column shows; the first axis of the array is the rows. A part is the
 * same for all files of a scan.
 */
public sealed interface ArrayPart extends Serializable
    permits ArrayPart.Rows, ArrayPart.Column, ArrayPart.Field, ArrayPart.RowBytes, ArrayPart.Cells {

  ArrayView view(ArrayView array);

  /** Whole rows. */
  record Rows() implements ArrayPart {
    @Override
    public ArrayView view(ArrayView array) {
      return array;
    }
  }

  /** {@code a[:, index]}. */
  record Column(long index) implements ArrayPart {
    @Override
    public ArrayView view(ArrayView array) {
      return array.at(1, index);
    }
  }

  /** {@code a['name']}. */
  record Field(DTypeField field) implements ArrayPart {
    @Override
    public ArrayView view(ArrayView array) {
      return array.field(field);
    }
  }

  /** The bytes of whole rows. */
  record RowBytes() implements ArrayPart {
    @Override
    public ArrayView view(ArrayView array) {
      return array.asBytes();
    }
  }

  /** Elements in C order, each of them a row. */
  record Cells() implements ArrayPart {
    @Override
    public ArrayView view(ArrayView array) {
      return array.merged();
    }
  }
}
