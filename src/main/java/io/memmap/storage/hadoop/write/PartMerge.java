package io.memmap.storage.hadoop.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans the parts of a whole file from what the tasks have sent. Goes through the partitions in
 * their order. Bytes too few for a part are carried along until there are enough, and the driver
 * sends them as one part. All other bytes are in parts that the tasks have sent.
 */
final class PartMerge {
  private final PartNumbers numbers;
  private final List<SentPart> taken = new ArrayList<>();
  private final List<MergedPart> merged = new ArrayList<>();

  private final List<Slice> carried = new ArrayList<>();
  private long carriedBytes;
  private long bytes;

  PartMerge(PartNumbers numbers) {
    this.numbers = numbers;
  }

  /**
   * Adds what is before the rows.
   *
   * @param length at most {@link PartRange#mostZeros} of {@link PartNumbers#AT_EACH_END} parts
   */
  void start(long length) {
    bytes += length;
    if (length < PartRange.SHORTEST) {
      carry(new Slice.OfStart(new PartRange(0, length)));
      return;
    }
    List<PartRange> ranges = PartRange.ofZeros(length, PartNumbers.AT_EACH_END);
    for (int i = 0; i < ranges.size(); i++) {
      merged.add(
          new MergedPart(numbers.start(i), List.<Slice>of(new Slice.OfStart(ranges.get(i)))));
    }
  }

  private void carry(Slice slice) {
    if (slice.length() > 0) {
      carried.add(slice);
      carriedBytes += slice.length();
    }
  }

  /**
   * Adds a partition, which comes after all that were added before.
   *
   * @param name of its staged file
   * @return false if its first bytes are missing: the driver does not have them, and they cannot be
   *     a part of their own, since what is before them is too short for one
   */
  boolean add(String name, SentPartition partition) {
    bytes += partition.bytes();
    if (carried.isEmpty() && partition.isSentWhole()) {
      taken.addAll(partition.parts());
      return true;
    }
    Optional<Slice> first = partition.first(name);
    if (first.isEmpty()) {
      return partition.bytes() == 0;
    }
    carry(first.get());
    if (carriedBytes >= PartRange.SHORTEST) {
      merge(numbers.merged(partition.partition()));
    }
    taken.addAll(partition.behindFirst());
    return true;
  }

  private void merge(int number) {
    merged.add(new MergedPart(number, carried));
    carried.clear();
    carriedBytes = 0;
  }

  /**
   * Adds the last part.
   *
   * @param length of the whole file; what is missing is zeros, at most {@link PartRange#mostZeros}
   *     of one part less than {@link PartNumbers#AT_EACH_END}
   */
  void end(long length) {
    long zeros = length - bytes;
    if (zeros < 0) {
      throw new IllegalArgumentException("a file of " + length + " bytes, given " + bytes);
    }
    int next = 0;
    if (!carried.isEmpty()) {
      long filled = Math.min(zeros, PartRange.SHORTEST - carriedBytes);
      carry(new Slice.Zeros(filled));
      merge(numbers.end(next++));
      zeros -= filled;
    }
    for (PartRange range : PartRange.ofZeros(zeros, PartNumbers.AT_EACH_END - next)) {
      merged.add(
          new MergedPart(numbers.end(next++), List.<Slice>of(new Slice.Zeros(range.length()))));
    }
  }

  /** The parts that tasks have sent. */
  List<SentPart> taken() {
    return taken;
  }

  /** The parts that the driver has to send. */
  List<MergedPart> merged() {
    return merged;
  }
}
