package io.memmap.storage.hadoop.write;

import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.StagedPiece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A start, staged pieces that follow it, and zeros up to the length.
 *
 * @param pieces without empty ones
 */
record JoinedContents(FileStart start, List<StagedPiece> pieces, long length, StagedPieces staged)
    implements NewContents {
  private static final int ZERO_BYTES = 1 << 20;

  /**
   * @throws IllegalArgumentException if start and pieces are longer than the file
   */
  JoinedContents {
    pieces = pieces.stream().filter(piece -> piece.bytes() > 0).toList();
    if (filled(start, pieces) > length) {
      throw new IllegalArgumentException(
          "a file of " + length + " bytes, given " + filled(start, pieces));
    }
  }

  private static long filled(FileStart start, List<StagedPiece> pieces) {
    return start.length() + pieces.stream().mapToLong(StagedPiece::bytes).sum();
  }

  /** How many zeros are at the end. */
  long zeros() {
    return length - filled(start, pieces);
  }

  @Override
  public void writeTo(NewStream stream) throws IOException {
    writeStart(stream);
    try (PiecesAhead blocks = new PiecesAhead(staged, pieces)) {
      while (blocks.hasNext()) {
        stream.write(blocks.next());
      }
    }
    writeZeros(stream, zeros());
  }

  void writeStart(NewStream stream) throws IOException {
    byte[] bytes = start.bytes();
    stream.write(ByteBuffer.wrap(bytes));
    writeZeros(stream, start.length() - bytes.length);
  }

  static void writeZeros(NewStream stream, long count) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(count, ZERO_BYTES));
    for (long left = count; left > 0; left -= zeros.limit()) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), left));
      stream.write(zeros);
    }
  }
}
