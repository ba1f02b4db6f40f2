package io.memmap.storage.hadoop.write;

import java.util.ArrayList;
import java.util.List;

/** The bytes that one part of an upload has of something longer. */
record PartRange(long offset, long length) {
  /** S3 takes shorter parts only at the end of a file. */
  static final long SHORTEST = 5L << 20;

  /** Hadoop 3.3.4 counts the bytes of a part by an int ({@code S3AMultipartUploader.putPart}). */
  static final long LONGEST = Integer.MAX_VALUE;

  /** Long enough for a request to take less time than its bytes, as in reads. */
  private static final long USUAL = 8L << 20;

  /** Zeros cost no memory, so that few parts do. */
  private static final long USUAL_OF_ZEROS = 64L << 20;

  long end() {
    return offset + length;
  }

  /** The most bytes of a partition that has so many parts. */
  static long mostBytes(int parts) {
    return SHORTEST + (parts - 1) * (LONGEST - SHORTEST);
  }

  /**
   * The parts of a partition. The first is short, since the driver may have to send it once more,
   * behind what is too short for a part before it.
   *
   * @param bytes at most {@link #mostBytes} of the parts
   * @param parts the most there may be, 2 or more
   * @return empty if there are too few bytes for one part
   */
  static List<PartRange> ofPartition(long bytes, int parts) {
    if (bytes > mostBytes(parts)) {
      throw new IllegalArgumentException(bytes + " bytes for " + parts + " parts");
    }
    if (bytes < SHORTEST) {
      return List.of();
    }
    List<PartRange> ranges = new ArrayList<>();
    ranges.add(new PartRange(0, bytes < 2 * SHORTEST ? bytes : SHORTEST));
    long rest = bytes - ranges.get(0).length();
    long each = Math.max(USUAL, -Math.floorDiv(-rest, (long) parts - 1));
    addTo(ranges, bytes, each);
    return ranges;
  }

  /** The next ranges up to the end. A last one that were too short is joined to the one before. */
  private static void addTo(List<PartRange> ranges, long end, long each) {
    long at = ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).end();
    while (at < end) {
      long left = end - at;
      ranges.add(new PartRange(at, left < each + SHORTEST ? left : each));
      at = ranges.get(ranges.size() - 1).end();
    }
  }

  /**
   * The parts of zeros, each at least as long as {@link #SHORTEST} unless all of them are shorter.
   *
   * @param bytes at most {@link #mostZeros} of the parts
   * @param parts the most there may be
   */
  static List<PartRange> ofZeros(long bytes, int parts) {
    if (bytes > mostZeros(parts)) {
      throw new IllegalArgumentException(bytes + " bytes for " + parts + " parts");
    }
    List<PartRange> ranges = new ArrayList<>();
    addTo(ranges, bytes, Math.max(USUAL_OF_ZEROS, -Math.floorDiv(-bytes, (long) parts)));
    return ranges;
  }

  static long mostZeros(int parts) {
    return parts * (LONGEST - SHORTEST);
  }
}
