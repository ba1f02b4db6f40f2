package io.memmap.spark.internal.vector;

import org.apache.spark.sql.types.DataType;

/**
 * A vector whose values have no common stride. No array or struct column holds such a vector as its
 * elements, so it is never copied.
 */
abstract class UncopiedVector extends StridedVector {

  UncopiedVector(DataType type) {
    super(type, 0);
  }

  @Override
  final StridedVector copy() {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " is not an element of another vector");
  }
}
