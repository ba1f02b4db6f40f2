package io.memmap.storage.runs;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How each record of an update is staged: its bytes and, where not all of them are to be written, a
 * mark for each byte that is, one bit each, after them.
 *
 * @param bytes of the record in the array
 * @param marked whether only marked bytes are written; the others stay as they are in the file
 */
public record StagedRecord(int bytes, boolean marked) implements Serializable {

  /** A record of which all bytes are written. */
  public static StagedRecord whole(int bytes) {
    return new StagedRecord(bytes, false);
  }

  /** A record of which only marked bytes are written. */
  public static StagedRecord marked(int bytes) {
    return new StagedRecord(bytes, true);
  }

  /** Bytes that the record takes in a staging file. */
  public int width() {
    return marked ? Math.addExact(bytes, marks()) : bytes;
  }

  /** Bytes that hold the marks. */
  private int marks() {
    return bytes / Byte.SIZE + (bytes % Byte.SIZE == 0 ? 0 : 1);
  }

  /** Removes the marks of the record that starts at {@code at}. */
  public void clear(byte[] block, int at) {
    Arrays.fill(block, at + bytes, at + width(), (byte) 0);
  }

  /**
   * Marks some bytes of a record.
   *
   * @param at where the record starts
   * @param from the first of the bytes, counted within the record
   */
  public void mark(byte[] block, int at, int from, int count) {
    int marks = at + bytes;
    for (int i = from; i < from + count; i++) {
      block[marks + i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
    }
  }

  /** Whether all bytes of a record are marked. */
  public boolean isMarked(byte[] block, int at) {
    return nextUnmarked(block, at, 0) == bytes;
  }

  /** The next marked byte of a record from {@code from} on; {@link #bytes} if there is none. */
  public int nextMarked(byte[] block, int at, int from) {
    return next(block, at, from, 0);
  }

  /** The next byte without a mark from {@code from} on; {@link #bytes} if there is none. */
  public int nextUnmarked(byte[] block, int at, int from) {
    return next(block, at, from, 0xff);
  }

  /**
   * The next byte from {@code from} on whose mark differs from the others.
   *
   * @param others eight marks from which it differs
   */
  private int next(byte[] block, int at, int from, int others) {
    int i = from;
    while (i < bytes) {
      int unlike = ((block[at + bytes + i / Byte.SIZE] ^ others) & 0xff) >>> (i % Byte.SIZE);
      if (unlike != 0) {
        return Math.min(bytes, i + Integer.numberOfTrailingZeros(unlike));
      }
      i = (i / Byte.SIZE + 1) * Byte.SIZE;
    }
    return bytes;
  }
}
