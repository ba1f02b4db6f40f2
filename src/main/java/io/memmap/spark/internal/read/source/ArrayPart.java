package io.memmap.spark.internal.read.source;

import io.memmap.array.ArrayView;
import io.memmap.array.DTypeField;
import java.io.Serializable;

/**
 * What a column shows of an array whose first axis is the rows. The same for every file of a scan,
 * while the views that come of it differ.
 */
public sealed interface ArrayPart extends Serializable {

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

  /** Elements in C order, each of which is a row of its own. */
  record Cells() implements ArrayPart {
    @Override
    public ArrayView view(ArrayView array) {
      return array.merged();
    }
  }
}
