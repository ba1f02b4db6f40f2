package io.memmap.spark.internal.write.encode;

import io.memmap.array.ScalarDType;
import io.memmap.storage.window.HeapMemory;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/**
 * Encodes the elements of an array. The elements of an {@link UnsafeArrayData} are contiguous, and
 * are copied in one piece if they need no conversion and none of them is null.
 */
final class ElementsEncoder {
  private final CellEncoder cells;
  private final int itemsize;
  private final boolean sameBytes;
  private final boolean swapped;
  private final boolean nullable;

  ElementsEncoder(CellPlan plan) {
    this.cells = plan.encoder();
    this.itemsize = plan.dtype().itemsize();
    this.sameBytes = isStoredAs(plan);
    this.swapped = sameBytes && ((ScalarDType) plan.dtype()).isSwapped();
    this.nullable = plan.nullable();
  }

  private static boolean isStoredAs(CellPlan plan) {
    DataType type = plan.type();
    if (!(plan.dtype() instanceof ScalarDType number)) {
      return false;
    }
    return switch (number.kind()) {
      case FLOAT32 -> type instanceof FloatType;
      case FLOAT64 -> type instanceof DoubleType;
      case INT64 -> type instanceof LongType;
      case INT32 -> type instanceof IntegerType;
      case INT16 -> type instanceof ShortType;
      case INT8 -> type instanceof ByteType;
      case BOOL -> type instanceof BooleanType;
      default -> false;
    };
  }

  /** Encodes the first {@code count} elements. */
  void encode(ArrayData values, int count, byte[] target, int at) {
    if (sameBytes && values instanceof UnsafeArrayData unsafe && copy(unsafe, count, target, at)) {
      return;
    }
    for (int i = 0; i < count; i++) {
      cells.encode(values, i, target, at + i * itemsize);
    }
  }

  /** Encodes element {@code i} alone. */
  void encodeOne(ArrayData values, int i, byte[] target, int at) {
    cells.encode(values, i, target, at);
  }

  /**
   * Copies the elements in one piece.
   *
   * @return false, without a copy, if one of them is null
   */
  private boolean copy(UnsafeArrayData values, int count, byte[] target, int at) {
    int header = UnsafeArrayData.calculateHeaderPortionInBytes(values.numElements());
    int bytes = count * itemsize;
    Object base = values.getBaseObject();
    long start = values.getBaseOffset();
    if (header + (long) bytes > values.getSizeInBytes()
        || (nullable && !HeapMemory.isZero(base, start + Long.BYTES, header - Long.BYTES))) {
      return false;
    }
    HeapMemory.copy(base, start + header, target, at, bytes);
    if (swapped) {
      ElementBytes.swap(target, at, bytes, itemsize);
    }
    return true;
  }
}
