package io.memmap.spark.internal.kernel.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.apache.spark.unsafe.Platform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests over vectors and the plain tests mark the values that a comparison in Java finds. */
class MatchLanesTest {
  private static final int BYTES = 40_000;
  private static final int ROUNDS = 60;

  private static long memory;

  private final Random random = new Random(1);

  @BeforeAll
  static void allocate() {
    memory = Platform.allocateMemory(BYTES);
  }

  @AfterAll
  static void free() {
    Platform.freeMemory(memory);
  }

  static Stream<DoubleLoad> floats() {
    return Arrays.stream(DoubleLoad.values()).filter(load -> itemsize(load) <= Float.BYTES);
  }

  static Stream<LongLoad> integers() {
    return Arrays.stream(LongLoad.values())
        .filter(load -> load.name().matches("(SWAPPED_)?U?INT(8|16|32)"));
  }

  /** What the name of a load ends with. */
  private static int itemsize(Enum<?> load) {
    return Integer.parseInt(load.name().replaceFirst(".*[A-Z]", "")) / Byte.SIZE;
  }

  private void fill(long mask) {
    for (int i = 0; i < BYTES; i += Long.BYTES) {
      Platform.putLong(null, memory + i, random.nextLong() & mask);
    }
  }

  /** Many of the numbers are NaN, infinite or subnormal. */
  @ParameterizedTest
  @MethodSource("floats")
  void floatsWithin(DoubleLoad load) {
    int itemsize = itemsize(load);
    DoubleMatchKernel plain =
        KernelClass.of(DoubleMatchLoops.class, DoubleMatchKernel.class, load, itemsize);
    for (int round = 0; round < ROUNDS; round++) {
      fill(round % 2 == 0 ? -1 : 0xbfbf_bfbf_bfbf_bfbfL);
      int count = 1 + random.nextInt(2000);
      int at = 64 * random.nextInt(3) + (round % 3 == 0 ? random.nextInt(64) : 0);
      long address = memory + (long) itemsize * random.nextInt(100);
      double[] bounds = bounds(load, address, itemsize, count);
      IntPredicate within =
          i -> {
            double value = load.at(address + (long) i * itemsize);
            return bounds[0] <= value && value <= bounds[1];
          };
      for (DoubleMatchKernel kernel :
          List.of(plain, ChosenDoubleMatches.vectors(load, itemsize, plain))) {
        long[] words = new long[64];
        kernel.within(address, itemsize, count, bounds[0], bounds[1], words, at);
        assertThat(words).isEqualTo(words(count, at, within));
        Arrays.fill(words, 0);
        kernel.atMost(address, itemsize, count, bounds[1], words, at);
        assertThat(words)
            .isEqualTo(words(count, at, i -> load.at(address + (long) i * itemsize) <= bounds[1]));
      }
    }
  }

  /** Two of the numbers, or infinities, or zeros. */
  private double[] bounds(DoubleLoad load, long address, int itemsize, int count) {
    double one = load.at(address + (long) random.nextInt(count) * itemsize);
    double other = load.at(address + (long) random.nextInt(count) * itemsize);
    return switch (random.nextInt(5)) {
      case 0 -> new double[] {-0.0, Double.isNaN(one) ? 1 : Math.abs(one)};
      case 1 -> new double[] {Double.NEGATIVE_INFINITY, Double.isNaN(one) ? 0.0 : one};
      case 2 -> new double[] {Double.isNaN(one) ? -0.0 : one, Double.POSITIVE_INFINITY};
      default ->
          Double.isNaN(one) || Double.isNaN(other)
              ? new double[] {-1, 1}
              : new double[] {Math.min(one, other), Math.max(one, other)};
    };
  }

  @ParameterizedTest
  @MethodSource("integers")
  void integersWithin(LongLoad load) {
    int itemsize = itemsize(load);
    LongMatchKernel plain =
        KernelClass.of(LongMatchLoops.class, LongMatchKernel.class, load, itemsize);
    for (int round = 0; round < ROUNDS; round++) {
      fill(round % 4 == 0 ? 0x8181_8181_8181_8181L : -1);
      int count = 1 + random.nextInt(3000);
      int at = 64 * random.nextInt(3) + (round % 3 == 0 ? random.nextInt(64) : 0);
      long address = memory + (long) itemsize * random.nextInt(100);
      long one = bound(load, address + (long) random.nextInt(count) * itemsize);
      long other = bound(load, address + (long) random.nextInt(count) * itemsize);
      long least = Math.min(one, other);
      long most = Math.max(one, other);
      IntPredicate within =
          i -> {
            long value = load.at(address + (long) i * itemsize);
            return least <= value && value <= most;
          };
      for (LongMatchKernel kernel :
          List.of(plain, ChosenLongMatches.vectors(load, itemsize, plain))) {
        long[] words = new long[64];
        kernel.within(address, itemsize, count, least, most, words, at);
        assertThat(words).isEqualTo(words(count, at, within));
      }
    }
  }

  /** One of the integers, or the end of their range, or beyond it. */
  private long bound(LongLoad load, long address) {
    return switch (random.nextInt(7)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      case 2 -> load.least();
      case 3 -> load.greatest();
      case 4 -> load.greatest() + 1;
      default -> load.at(address);
    };
  }

  private static long[] words(int count, int at, IntPredicate passes) {
    long[] words = new long[64];
    for (int i = 0; i < count; i++) {
      if (passes.test(i)) {
        words[(at + i) / Long.SIZE] |= 1L << (at + i);
      }
    }
    return words;
  }
}
