package io.memmap.storage.runs;

import io.memmap.array.ArrayView;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Writes the marked bytes of records to their places in an array of any order, and no others. */
final class MarkedPlacement {
  private final ArrayView target;
  private final StagedRecord record;
  private final int elements;
  private final boolean contiguous;

  MarkedPlacement(ArrayView target, StagedRecord record) {
    this.target = target;
    this.record = record;
    this.contiguous = target.isContiguous();
    this.elements = contiguous ? 1 : record.bytes() / target.dtype().itemsize();
  }

  /**
   * Writes the marked bytes of some records, which may be anywhere in the array.
   *
   * @param bytes of the records, one after the other
   * @param indices of the records, ascending
   */
  void write(FileChannel channel, byte[] bytes, long[] indices, int count) throws IOException {
    JoinedWrites writes = new JoinedWrites(channel);
    int part = record.bytes() / elements;
    for (int element = 0; element < elements; element++) {
      int begin = element * part;
      for (int i = 0; i < count; i++) {
        long base = position(indices[i], element) - begin;
        add(writes, bytes, i * record.width(), begin, begin + part, base);
      }
    }
    writes.flush();
  }

  /**
   * Position of an element of a record. Where the array is contiguous, the whole record is one
   * element.
   */
  private long position(long index, int element) {
    return contiguous
        ? target.offset() + index * record.bytes()
        : target.position(index * elements + element);
  }

  private void add(JoinedWrites writes, byte[] block, int at, int begin, int end, long base)
      throws IOException {
    int marked = record.nextMarked(block, at, begin);
    while (marked < end) {
      int unmarked = Math.min(end, record.nextUnmarked(block, at, marked));
      writes.add(block, at + marked, unmarked - marked, base + marked);
      marked = record.nextMarked(block, at, unmarked);
    }
  }
}
