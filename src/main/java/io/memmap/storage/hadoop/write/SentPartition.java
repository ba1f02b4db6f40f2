package io.memmap.storage.hadoop.write;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What a committed attempt has done with its bytes. The driver gets it as the receipt of the piece.
 */
final class SentPartition implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int partition;
  private final long bytes;
  private final long staged;
  private final GivenBytes given; // null if there are none: an Optional is not serializable
  private final List<SentPart> parts;

  private SentPartition(
      int partition, long bytes, long staged, GivenBytes given, List<SentPart> parts) {
    this.partition = partition;
    this.bytes = bytes;
    this.staged = staged;
    this.given = given;
    this.parts = List.copyOf(parts);
    long sent = sent();
    boolean firstTwice = staged == 0 || (!parts.isEmpty() && staged == parts.get(0).length());
    if (sent + first() != bytes && !(sent == bytes && given == null && firstTwice)) {
      throw new IllegalArgumentException(
          bytes + " bytes, given " + first() + " first ones and " + sent + " in parts");
    }
  }

  /**
   * A partition whose first bytes may be in a staged file.
   *
   * @param staged how many of the first bytes are in it
   * @param parts those of the partition that were sent, in the order of their bytes; they end with
   *     the last byte, and begin with the first one or behind the staged ones
   */
  static SentPartition staging(int partition, long bytes, long staged, List<SentPart> parts) {
    return new SentPartition(partition, bytes, staged, null, parts);
  }

  /**
   * A partition whose first bytes the driver gets with this receipt.
   *
   * @param parts of the other bytes
   */
  static SentPartition giving(int partition, long bytes, GivenBytes given, List<SentPart> parts) {
    return new SentPartition(partition, bytes, 0, given, parts);
  }

  int partition() {
    return partition;
  }

  long bytes() {
    return bytes;
  }

  List<SentPart> parts() {
    return parts;
  }

  private long sent() {
    return parts.stream().mapToLong(SentPart::length).sum();
  }

  private long first() {
    return given == null ? staged : given.length();
  }

  /** Whether all bytes are in parts. */
  boolean isSentWhole() {
    return bytes == sent();
  }

  /**
   * The first bytes, if the driver can send them.
   *
   * @param name of the staged file
   */
  Optional<Slice> first(String name) {
    if (given != null) {
      return Optional.of(new Slice.Given(given));
    }
    return staged == 0 ? Optional.empty() : Optional.of(new Slice.Staged(name, staged));
  }

  /** The parts that follow the first bytes. */
  List<SentPart> behindFirst() {
    return staged > 0 && isSentWhole() ? parts.subList(1, parts.size()) : parts;
  }
}
