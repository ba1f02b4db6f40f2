package io.memmap.storage.hadoop.write;

import java.io.Serializable;
import java.util.List;

/**
 * What a committed attempt has done with its bytes. The driver gets it as the receipt of the piece.
 *
 * @param staged how many of the first bytes are in a staged file
 * @param parts those of the partition that were sent, in the order of their bytes; they end with
 *     the last byte, and begin with the first one or behind the staged ones
 */
record SentPartition(int partition, long bytes, long staged, List<SentPart> parts)
    implements Serializable {

  SentPartition {
    parts = List.copyOf(parts);
    long sent = parts.stream().mapToLong(SentPart::length).sum();
    boolean firstTwice = staged == 0 || (!parts.isEmpty() && staged == parts.get(0).length());
    if (sent + staged != bytes && !(sent == bytes && firstTwice)) {
      throw new IllegalArgumentException(
          bytes + " bytes, given " + staged + " staged and " + sent + " in parts");
    }
  }

  /** Whether all bytes are in parts. */
  boolean isSentWhole() {
    return bytes == parts.stream().mapToLong(SentPart::length).sum();
  }

  /** The parts that follow the staged bytes. */
  List<SentPart> behindStaged() {
    return staged > 0 && isSentWhole() ? parts.subList(1, parts.size()) : parts;
  }
}
