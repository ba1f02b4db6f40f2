package io.memmap.storage.runs;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Records of equal length in memory, with their indices, by which they can be sorted. Records stay
 * where they are when the indices are sorted, and are copied into their order some at a time.
 */
final class RecordBlock {
  /**
   * A record's position in the block takes so many bits of a long, beside its index, when records
   * are sorted.
   */
  private static final int POSITION_BITS = 24;

  private static final int MOST_RECORDS = 1 << POSITION_BITS;

  /** Bytes that a block has at first. It grows with its records. */
  private static final int FIRST_BYTES = 64 << 10;

  private final int capacity;
  private final int recordBytes;
  private byte[] bytes;
  private long[] indices;

  /** For each sorted index, the position of its record. */
  private int[] sources = {};

  /** Whether records are in the order of the indices, so no sources are needed. */
  private boolean inOrder = true;

  private RecordBlock(int capacity, int recordBytes, int room, boolean indexed) {
    this.capacity = capacity;
    this.recordBytes = recordBytes;
    this.bytes = new byte[Math.multiplyExact(room, recordBytes)];
    this.indices = indexed ? new long[room] : new long[0];
  }

  /** A block for records that follow one another, which are never sorted. */
  static RecordBlock sequential(int capacity, int recordBytes) {
    return new RecordBlock(capacity, recordBytes, capacity, false);
  }

  /** A block for records with indices, with room for all of them. */
  static RecordBlock indexed(int capacity, int recordBytes) {
    return new RecordBlock(capacity, recordBytes, capacity, true);
  }

  /**
   * A block that takes memory when records come.
   *
   * @param bytes most bytes that records, indices and their order take; one record has room in any
   *     case
   */
  static RecordBlock growing(int bytes, int recordBytes) {
    long perRecord = bytesOf(recordBytes);
    int capacity = (int) Math.min(MOST_RECORDS, Math.max(1, bytes / perRecord));
    int room = (int) Math.max(1, Math.min(capacity, FIRST_BYTES / perRecord));
    return new RecordBlock(capacity, recordBytes, room, true);
  }

  /** Bytes that a record takes with its index and its place in the order. */
  static long bytesOf(int recordBytes) {
    return (long) recordBytes + Long.BYTES + Integer.BYTES;
  }

  /** Most records that the block holds. */
  int capacity() {
    return capacity;
  }

  byte[] bytes() {
    return bytes;
  }

  long[] indices() {
    return indices;
  }

  void setIndex(int record, long index) {
    indices[record] = index;
  }

  long index(int record) {
    return indices[record];
  }

  /**
   * Makes room for the record that comes next, unless the block is full.
   *
   * @param count records in the block
   */
  void growBeyond(int count) {
    if (count == indices.length) {
      int room = (int) Math.min(capacity, 2L * count);
      bytes = Arrays.copyOf(bytes, room * recordBytes);
      indices = Arrays.copyOf(indices, room);
    }
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

  /** Puts the indices of some records into a buffer, 8 bytes each in big-endian order. */
  ByteBuffer indices(int from, int count, ByteBuffer room) {
    room.clear().asLongBuffer().put(indices, from, count);
    return room.limit(count * Long.BYTES);
  }

  /** Whether {@link #bytes} has the records in the order of their indices. */
  boolean isInOrder() {
    return inOrder;
  }

  /** Sorts the indices of the first records; equal ones stay in order. */
  void sort(int count) {
    inOrder = isAscending(count);
    if (inOrder) {
      return;
    }
    if (sources.length < count) {
      sources = new int[count];
    }
    long least = Arrays.stream(indices, 0, count).min().orElse(0);
    long most = Arrays.stream(indices, 0, count).max().orElse(0);
    long span = most - least;
    if (span >= 0 && span < 1L << (Long.SIZE - 1 - POSITION_BITS)) {
      sortNear(count, least);
    } else {
      sortFar(count);
    }
  }

  private boolean isAscending(int count) {
    for (int i = 1; i < count; i++) {
      if (indices[i] < indices[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /** Sorts indices that, with the position of their record, have room in one long. */
  private void sortNear(int count, long least) {
    for (int i = 0; i < count; i++) {
      indices[i] = (indices[i] - least) << POSITION_BITS | i;
    }
    Arrays.sort(indices, 0, count);
    for (int i = 0; i < count; i++) {
      sources[i] = (int) (indices[i] & (MOST_RECORDS - 1));
      indices[i] = (indices[i] >>> POSITION_BITS) + least;
    }
  }

  /** Sorts indices that are too far apart for {@link #sortNear}. */
  private void sortFar(int count) {
    long[] sorted = Arrays.copyOf(indices, count);
    Arrays.sort(sorted);
    int[] equalOnes = new int[count];
    for (int i = 0; i < count; i++) {
      int first = RunReader.countBelow(sorted, indices[i]);
      sources[first + equalOnes[first]] = i;
      equalOnes[first]++;
    }
    System.arraycopy(sorted, 0, indices, 0, count);
  }

  /**
   * The bytes of all records in the order of their indices.
   *
   * @return either the block's own or a copy
   */
  byte[] records(int count) {
    return inOrder ? bytes : arranged(0, count, new byte[count * recordBytes]).array();
  }

  /**
   * Copies some records in the order of their indices, which have just been sorted.
   *
   * @param room for the copy
   */
  ByteBuffer arranged(int from, int count, byte[] room) {
    for (int i = 0; i < count; i++) {
      Records.copy(bytes, source(from + i) * recordBytes, room, i * recordBytes, recordBytes);
    }
    return ByteBuffer.wrap(room, 0, count * recordBytes);
  }

  private int source(int place) {
    return inOrder ? place : sources[place];
  }
}
