package io.memmap.spark.internal.kernel.lanes;

import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import java.util.Optional;

/**
 * Loops over a block of adjacent integers of one kind. A block has {@link LaneBlock#BYTES} at most
 * and a multiple of {@link #step} integers, at least one of these.
 */
public interface LongBlocks {

  /** Integers that each loop takes at a time. */
  int step();

  /** The sum modulo 2<sup>64</sup>. */
  long sum(long address, int length);

  long least(long address, int length);

  long greatest(long address, int length);

  /** Adds the integers to a summary. */
  void summarize(long address, int length, LongSummary into);

  /**
   * Tests integers from {@code least} to {@code most}, which are integers of this kind.
   *
   * @param length a multiple of 64
   * @param words in which bit {@code i} from word {@code at} on is set if integer {@code i} passes
   */
  void within(long address, int length, long least, long most, long[] words, int at);

  /** Whether there are loops over vectors for a load. */
  static boolean exist(LongLoad load) {
    return lanes(load).isPresent();
  }

  /** The loops over vectors for a load for which there are any. Needs the module. */
  static LongBlocks of(LongLoad load, int itemsize) {
    Class<? extends LongBlocks> lanes =
        KernelClass.named(lanes(load).orElseThrow(), LongBlocks.class);
    return KernelClass.of(lanes, LongBlocks.class, load, itemsize);
  }

  private static Optional<String> lanes(LongLoad load) {
    return switch (load) {
      case INT8, UINT8 -> Optional.of("ByteLanes");
      case INT16, SWAPPED_INT16, UINT16, SWAPPED_UINT16 -> Optional.of("ShortLanes");
      case INT32, SWAPPED_INT32, UINT32, SWAPPED_UINT32 -> Optional.of("IntLanes");
      default -> Optional.empty();
    };
  }
}
