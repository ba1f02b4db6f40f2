package io.memmap.spark.internal.vector;

import io.memmap.storage.window.KeptMemory;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/**
 * Makes vectors of Arrow, if possible over values where they lie. Then their buffers own no memory,
 * so nothing is released with them: a {@link KeptMemory} has the values, and what Arrow needs
 * besides.
 *
 * @param memory that keeps the mapping of the values
 * @param same whether Arrow has the numbers in the same form; else it gets copies
 */
record ArrowMemory(KeptMemory memory, boolean same) {
  private static final String COLUMN = "values";
  private static final String ELEMENT = "element";

  /** Allocates nothing; Arrow makes no vector without one. */
  private static final BufferAllocator ALLOCATOR = new RootAllocator();

  /** The first rows of numbers, or of lists of them that lie one after another. */
  FieldVector vector(StridedVector values, int rows) throws IOException {
    FieldVector vector = field(COLUMN, values.dataType()).createVector(ALLOCATOR);
    load(vector, values, rows);
    return vector;
  }

  private static Field field(String name, DataType type) {
    if (type instanceof ArrayType array) {
      Field element = field(ELEMENT, array.elementType());
      return new Field(name, FieldType.nullable(ArrowType.List.INSTANCE), List.of(element));
    }
    return new Field(name, FieldType.nullable(number(type)), null);
  }

  private static ArrowType number(DataType type) {
    if (type instanceof FloatType) {
      return new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
    } else if (type instanceof DoubleType) {
      return new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    }
    return new ArrowType.Int(type.defaultSize() * Byte.SIZE, true);
  }

  private void load(FieldVector vector, StridedVector values, int count) throws IOException {
    if (values instanceof ArrayVector lists) {
      int offsets = count + 1;
      long address = memory.multiples(lists.length(), offsets);
      load(vector, count, buffer(address, (long) offsets * ListVector.OFFSET_WIDTH));
      int elements = Math.multiplyExact(count, lists.length());
      load(((ListVector) vector).getDataVector(), lists.elements(), elements);
    } else {
      load(
          vector,
          count,
          same ? buffer(values.address, count * values.stride) : ArrowCopy.of(values, count));
    }
  }

  /** Gives a vector its values, or its offsets. All of them are valid. */
  private void load(FieldVector vector, int count, ArrowBuf values) throws IOException {
    ArrowBuf valid = buffer(memory.ones(count), (count + (long) Byte.SIZE - 1) / Byte.SIZE);
    vector.loadFieldBuffers(new ArrowFieldNode(count, 0), List.of(valid, values));
  }

  private static ArrowBuf buffer(long address, long bytes) {
    ArrowBuf buffer = new ArrowBuf(ReferenceManager.NO_OP, null, bytes, address);
    buffer.writerIndex(bytes);
    return buffer;
  }
}
