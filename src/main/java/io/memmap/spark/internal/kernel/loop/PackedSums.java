package io.memmap.spark.internal.kernel.loop;

import org.apache.spark.unsafe.Platform;

/**
 * Sums of adjacent 8- and 16-bit integers, eight bytes at a time: a long holds the sums of every
 * second integer, in fields of twice their width, until these might overflow.
 */
final class PackedSums {
  private static final long BYTES = 0x00ff_00ff_00ff_00ffL;
  private static final long SHORTS = 0x0000_ffff_0000_ffffL;
  private static final long INTS = 0x0000_0000_ffff_ffffL;
  private static final long BYTE_SIGNS = 0x8080_8080_8080_8080L;
  private static final long SHORT_SIGNS = 0x8000_8000_8000_8000L;

  /** As many words that 16 bits hold the sum of two bytes of each. */
  private static final int WORDS_OF_BYTES = 128;

  /** As many words that 32 bits hold the sum of two shorts of each. */
  private static final int WORDS_OF_SHORTS = 1 << 15;

  private PackedSums() {}

  /**
   * The sum of bytes.
   *
   * @param words number of eight bytes each
   */
  static long ofBytes(long address, int words, boolean signed) {
    long signs = signed ? BYTE_SIGNS : 0;
    long sum = 0;
    for (int done = 0; done < words; done += WORDS_OF_BYTES) {
      int end = Math.min(words, done + WORDS_OF_BYTES);
      long pairs = 0;
      for (int i = done; i < end; i++) {
        long word = Platform.getLong(null, address + (long) i * Long.BYTES) ^ signs;
        pairs += (word & BYTES) + ((word >>> 8) & BYTES);
      }
      sum += sumOfInts((pairs & SHORTS) + ((pairs >>> 16) & SHORTS));
    }
    return signed ? sum - 8L * 0x80 * words : sum;
  }

  /**
   * The sum of shorts.
   *
   * @param words number of four shorts each
   */
  static long ofShorts(long address, int words, boolean signed, boolean swapped) {
    long signs = signed ? SHORT_SIGNS : 0;
    long sum = 0;
    for (int done = 0; done < words; done += WORDS_OF_SHORTS) {
      int end = Math.min(words, done + WORDS_OF_SHORTS);
      long pairs = 0;
      for (int i = done; i < end; i++) {
        long stored = Platform.getLong(null, address + (long) i * Long.BYTES);
        long word = (swapped ? Long.reverseBytes(stored) : stored) ^ signs;
        pairs += (word & SHORTS) + ((word >>> 16) & SHORTS);
      }
      sum += sumOfInts(pairs);
    }
    return signed ? sum - 4L * 0x8000 * words : sum;
  }

  private static long sumOfInts(long word) {
    return (word & INTS) + (word >>> 32);
  }
}
