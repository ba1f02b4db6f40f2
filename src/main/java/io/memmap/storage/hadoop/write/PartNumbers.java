package io.memmap.storage.hadoop.write;

/**
 * The numbers of the parts of one upload. S3 joins parts in the order of their numbers, which need
 * not follow one another. Each partition has a range of its own, so that tasks need not know of
 * each other; the driver has the first number of each range, and some before and after all of them.
 */
final class PartNumbers {
  /** Largest number that S3 takes. */
  static final int LARGEST = 10_000;

  /** For zeros before and after the rows, which may be long. */
  static final int AT_EACH_END = 10;

  /** One for the driver, one for the first part of the partition and one for the others. */
  private static final int FEWEST_EACH = 3;

  private static final int OF_ROWS = LARGEST - 2 * AT_EACH_END;

  /** More partitions than this have too few numbers each. */
  static final int MOST_PARTITIONS = OF_ROWS / FEWEST_EACH;

  private final int partitions;

  /**
   * The numbers of an upload.
   *
   * @param partitions at most {@link #MOST_PARTITIONS}
   */
  PartNumbers(int partitions) {
    if (partitions < 0 || partitions > MOST_PARTITIONS) {
      throw new IllegalArgumentException(partitions + " partitions");
    }
    this.partitions = partitions;
  }

  int partitions() {
    return partitions;
  }

  private int each() {
    return OF_ROWS / Math.max(1, partitions);
  }

  /** How many parts a partition may have. */
  int ofPartition() {
    return each() - 1;
  }

  /** A part before the rows. */
  int start(int index) {
    return within(index, AT_EACH_END) + 1;
  }

  /** The part that ends with the beginning of a partition, and begins before it. */
  int merged(int partition) {
    return AT_EACH_END + within(partition, partitions) * each() + 1;
  }

  /** A part of one partition. */
  int own(int partition, int index) {
    return merged(partition) + 1 + within(index, ofPartition());
  }

  /** A part after the rows. */
  int end(int index) {
    return AT_EACH_END + partitions * each() + 1 + within(index, AT_EACH_END);
  }

  private static int within(int index, int count) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(index + " of " + count);
    }
    return index;
  }
}
