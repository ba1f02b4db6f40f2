package io.memmap.spark.internal.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OwnershipTransferResult;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;

/**
 * Copies of numbers that Arrow has in another form: with gaps, in the other byte order, widened or
 * computed. Nobody counts who uses them: the garbage collector frees the memory when no buffer over
 * it is left, since each of them has this object.
 */
final class ArrowCopy implements ReferenceManager {
  /** Numbers that are on the heap at once. */
  private static final int BLOCK = 1 << 12;

  private final ByteBuffer numbers;

  private ArrowCopy(ByteBuffer numbers) {
    this.numbers = numbers;
  }

  /** The first {@code count} numbers of a vector. */
  static ArrowBuf of(StridedVector values, int count) {
    int bytes = Math.multiplyExact(count, values.dataType().defaultSize());
    ByteBuffer numbers = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    for (int first = 0; first < count; first += BLOCK) {
      copy(values, first, Math.min(BLOCK, count - first), numbers);
    }
    ArrowCopy copy = new ArrowCopy(numbers);
    return copy.buffer(MemoryUtil.getByteBufferAddress(numbers), bytes);
  }

  private static void copy(StridedVector values, int first, int count, ByteBuffer to) {
    DataType type = values.dataType();
    int at = first * type.defaultSize();
    ByteBuffer target = to.slice(at, count * type.defaultSize()).order(to.order());
    if (type instanceof ByteType) {
      target.put(values.getBytes(first, count));
    } else if (type instanceof ShortType) {
      target.asShortBuffer().put(values.getShorts(first, count));
    } else if (type instanceof IntegerType) {
      target.asIntBuffer().put(values.getInts(first, count));
    } else if (type instanceof FloatType) {
      target.asFloatBuffer().put(values.getFloats(first, count));
    } else if (type instanceof DoubleType) {
      target.asDoubleBuffer().put(values.getDoubles(first, count));
    } else {
      target.asLongBuffer().put(values.getLongs(first, count));
    }
  }

  private ArrowBuf buffer(long address, long bytes) {
    ArrowBuf buffer = new ArrowBuf(this, null, bytes, address);
    buffer.writerIndex(bytes);
    return buffer;
  }

  @Override
  public int getRefCount() {
    return 1;
  }

  @Override
  public boolean release() {
    return false;
  }

  @Override
  public boolean release(int decrement) {
    return false;
  }

  @Override
  public void retain() {}

  @Override
  public void retain(int increment) {}

  @Override
  public ArrowBuf retain(ArrowBuf buffer, BufferAllocator target) {
    return buffer;
  }

  @Override
  public ArrowBuf deriveBuffer(ArrowBuf buffer, long index, long length) {
    return buffer(buffer.memoryAddress() + index, length);
  }

  @Override
  public OwnershipTransferResult transferOwnership(ArrowBuf buffer, BufferAllocator target) {
    return NO_OP.transferOwnership(buffer, target);
  }

  @Override
  public BufferAllocator getAllocator() {
    throw new UnsupportedOperationException("copies of numbers are not allocated by Arrow");
  }

  @Override
  public long getSize() {
    return numbers.capacity();
  }

  @Override
  public long getAccountedSize() {
    return 0;
  }
}
