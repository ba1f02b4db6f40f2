package io.memmap.storage.hadoop.write;

/** Bytes of a part that the driver sends. */
sealed interface Slice permits Slice.OfStart, Slice.Staged, Slice.Given, Slice.Zeros {
  long length();

  /** Some of the bytes before the rows. */
  record OfStart(PartRange range) implements Slice {
    @Override
    public long length() {
      return range.length();
    }
  }

  /**
   * All that is staged of a partition.
   *
   * @param name of the staged file
   */
  record Staged(String name, long length) implements Slice {}

  /** First bytes that came with the receipt of a partition. */
  record Given(GivenBytes bytes) implements Slice {
    @Override
    public long length() {
      return bytes.length();
    }
  }

  /** Zeros after the rows. */
  record Zeros(long length) implements Slice {}
}
