package io.memmap.storage.hadoop.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartMergeTest {
  private static final long MIB = 1L << 20;
  private static final long FIVE = PartRange.SHORTEST;

  /**
   * Sends, merges and joins a file, and checks that all its bytes are in their places.
   *
   * @param knows whether a task knows that the partition before is long, if it is
   */
  private static CountingStore join(
      long start, long zeros, Random knows, PartNumbers numbers, long... partitions) {
    CountingStore store = new CountingStore(numbers);
    PartMerge merge = new PartMerge(numbers);
    merge.start(start);
    long at = start;
    for (int i = 0; i < partitions.length; i++) {
      // several of the pieces may have the number of one partition
      int number = (int) ((long) i * numbers.partitions() / partitions.length);
      boolean behindLong = i > 0 && partitions[i - 1] >= FIVE && knows.nextBoolean();
      SentPartition sent = store.send("part-" + i, at, partitions[i], number, behindLong);
      assertThat(merge.add("part-" + i, sent)).isTrue();
      at += partitions[i];
    }
    merge.end(at + zeros);
    merge.merged().forEach(part -> store.send(part, zeros));
    assertThat(store.complete(merge)).isEqualTo(at + zeros);
    return store;
  }

  private static CountingStore join(long start, long... partitions) {
    return join(start, 0, new AlwaysTrue(), new PartNumbers(partitions.length), partitions);
  }

  private static final class AlwaysTrue extends Random {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean nextBoolean() {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 128, 64 << 10, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 700 * MIB})
  void putsAStartOfAnyLengthBeforeTheRows(long start) {
    for (long first : new long[] {0, 1, FIVE - 1, FIVE, FIVE + 1, 9 * MIB, 30 * MIB}) {
      for (long second : new long[] {0, 1, FIVE - 1, FIVE, 8 * MIB, 30 * MIB}) {
        join(start, first, second);
      }
    }
  }

  @Test
  void sendsEachByteOnceBehindAHeader() {
    long[] partitions = LongStream.generate(() -> 64 * MIB).limit(16).toArray();
    CountingStore store = join(128, partitions);
    assertThat(store.sent).isEqualTo(128 + 16 * 64 * MIB);
    assertThat(store.staged).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5 * MIB - 1, 5 * MIB, 9 * MIB, 2_000 * MIB})
  void fillsTheEndWithZeros(long zeros) {
    for (long last : new long[] {0, 10, FIVE, 30 * MIB}) {
      join(128, zeros, new AlwaysTrue(), new PartNumbers(2), 20 * MIB, last);
    }
  }

  @Test
  void mergesAMillionSmallPieces() {
    long[] partitions = new long[1_000_000];
    Random random = new Random(3);
    long bytes = 0;
    for (int i = 0; i < partitions.length; i++) {
      partitions[i] = random.nextInt(300);
      bytes += partitions[i];
    }
    PartNumbers numbers = new PartNumbers(PartNumbers.MOST_PARTITIONS);
    CountingStore store = join(128, 0, random, numbers, partitions);
    assertThat(store.sent).isEqualTo(128 + bytes);
    assertThat(store.staged).isEqualTo(bytes);
  }

  /** Short partitions are staged, and some first bytes of long ones; nothing else is sent twice. */
  @Test
  void joinsAnyPartitions() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      long[] partitions = new long[1 + random.nextInt(40)];
      long staged = 0;
      for (int i = 0; i < partitions.length; i++) {
        partitions[i] = length(random);
        staged += partitions[i] < 2 * FIVE ? partitions[i] : 0;
      }
      long start = random.nextBoolean() ? 128 : random.nextInt((int) (20 * MIB));
      long zeros = random.nextBoolean() ? 0 : random.nextInt((int) (20 * MIB));
      PartNumbers numbers = new PartNumbers(partitions.length);
      CountingStore store = join(start, zeros, random, numbers, partitions);
      long bytes = start + LongStream.of(partitions).sum() + zeros;
      long longOnes = LongStream.of(partitions).filter(length -> length >= FIVE).count();
      assertThat(store.sent).isLessThanOrEqualTo(bytes + longOnes * 2 * FIVE);
      assertThat(store.staged).isLessThanOrEqualTo(staged + longOnes * 2 * FIVE);
    }
  }

  private static long length(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> random.nextInt(1_000);
      case 2 -> random.nextInt((int) FIVE);
      case 3 -> FIVE - 1 + random.nextInt(3);
      case 4 -> FIVE + random.nextInt((int) FIVE);
      default -> random.nextInt((int) (200 * MIB));
    };
  }

  /** What is sent twice of long partitions whose tasks all know of the one before. */
  @Test
  void sendsAtMostAFiftiethMore() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      long[] partitions = random.longs(1 + random.nextInt(100), FIVE, 300 * MIB).toArray();
      CountingStore store = join(128, partitions);
      long bytes = 128 + LongStream.of(partitions).sum();
      assertThat(store.sent + store.staged).isLessThanOrEqualTo(bytes + 2 * FIVE);
    }
  }

  @Test
  void noticesThatFirstBytesAreMissing() {
    PartNumbers numbers = new PartNumbers(2);
    CountingStore store = new CountingStore(numbers);
    PartMerge merge = new PartMerge(numbers);
    merge.start(0);
    assertThat(merge.add("a", store.send("a", 0, 100, 0, false))).isTrue();
    // its task took the partition before for a long one
    assertThat(merge.add("b", store.send("b", 100, 20 * MIB, 1, true))).isFalse();
  }

  @Test
  void refusesMoreRowsThanTheFileHas() {
    PartMerge merge = new PartMerge(new PartNumbers(1));
    merge.start(128);
    assertThatThrownBy(() -> merge.end(127)).isInstanceOf(IllegalArgumentException.class);
  }
}
