package io.memmap.array;

/** Bytes {@code start} (inclusive) to {@code end} (exclusive). */
public record ByteRange(long start, long end) {

  public long length() {
    return end - start;
  }

  /** The smallest range that covers both. */
  public ByteRange cover(ByteRange other) {
    return new ByteRange(Math.min(start, other.start), Math.max(end, other.end));
  }
}
