package io.memmap.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Records of equal length in memory, with their indices, by which they can be sorted. */
final class RecordBlock {
  private static final int POSITION_BITS = 24;
  private static final int MOST_RECORDS = 1 << POSITION_BITS;

  private final int capacity;
  private final int recordBytes;
  private final byte[] bytes;
  private final long[] indices;

  RecordBlock(int capacity, int recordBytes, boolean indexed) {
    this.capacity = Math.min(capacity, MOST_RECORDS);
    this.recordBytes = recordBytes;
    this.bytes = new byte[Math.multiplyExact(this.capacity, recordBytes)];
    this.indices = indexed ? new long[this.capacity] : new long[0];
  }

  /** Records that there is room for. */
  int capacity() {
    return capacity;
  }

  byte[] bytes() {
    return bytes;
  }

  void setIndex(int record, long index) {
    indices[record] = index;
  }

  long index(int record) {
    return indices[record];
  }

  /** Whether the sorted indices follow one another without gaps or repetitions. */
  boolean isDense(int count) {
    for (int i = 1; i < count; i++) {
      if (indices[i] != indices[i - 1] + 1) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of the first records. */
  ByteBuffer encoded(int count) {
    return ByteBuffer.wrap(bytes, 0, count * recordBytes);
  }

  /** The indices of the first records, 8 bytes each in big-endian order. */
  ByteBuffer indices(int count) {
    ByteBuffer encoded = ByteBuffer.allocate(count * Long.BYTES);
    encoded.asLongBuffer().put(indices, 0, count);
    return encoded;
  }

  /** Sorts the first records by their indices; equal ones stay in order. */
  void sort(int count) {
    if (isAscending(count)) {
      return;
    }
    int[] order = order(count);
    byte[] sorted = new byte[count * recordBytes];
    long[] sortedIndices = new long[count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(bytes, order[i] * recordBytes, sorted, i * recordBytes, recordBytes);
      sortedIndices[i] = indices[order[i]];
    }
    System.arraycopy(sorted, 0, bytes, 0, sorted.length);
    System.arraycopy(sortedIndices, 0, indices, 0, count);
  }

  private boolean isAscending(int count) {
    for (int i = 1; i < count; i++) {
      if (indices[i] < indices[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private int[] order(int count) {
    long least = Arrays.stream(indices, 0, count).min().orElse(0);
    long most = Arrays.stream(indices, 0, count).max().orElse(0);
    if (most - least < 1L << (63 - POSITION_BITS)) {
      // index and position in one long: sorting primitives is ten times faster than objects
      long[] keys = new long[count];
      for (int i = 0; i < count; i++) {
        keys[i] = (indices[i] - least) << POSITION_BITS | i;
      }
      Arrays.sort(keys);
      return Arrays.stream(keys).mapToInt(key -> (int) (key & (MOST_RECORDS - 1))).toArray();
    }
    return IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparingLong(i -> indices[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
