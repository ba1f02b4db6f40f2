package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.SourceFile;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.StagedPiece;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of the parts that the driver sends. */
record MergedBytes(FileStart start, StagedPieces staged) {

  /** The bytes of a part; in memory only where some of them are of rows. */
  PartBytes bytes(MergedPart part) throws IOException {
    return isOneOf(part)
        ? PartBytes.zerosAfter(isStart(part) ? start.bytes() : new byte[0])
        : PartBytes.zerosAfter(read(part));
  }

  /** Where they are in {@link #bytes}. */
  PartRange range(MergedPart part) {
    return isOneOf(part) && part.slices().get(0) instanceof Slice.OfStart ofStart
        ? ofStart.range()
        : new PartRange(0, part.length());
  }

  /** Whether a part is of the start, or of zeros, alone. */
  private static boolean isOneOf(MergedPart part) {
    Slice first = part.slices().get(0);
    return part.slices().size() == 1
        && !(first instanceof Slice.Staged)
        && !(first instanceof Slice.Given);
  }

  private static boolean isStart(MergedPart part) {
    return part.slices().get(0) instanceof Slice.OfStart;
  }

  private byte[] read(MergedPart part) throws IOException {
    ByteBuffer joined = ByteBuffer.allocate((int) part.length());
    for (Slice slice : part.slices()) {
      ByteBuffer next = joined.slice(joined.position(), (int) slice.length());
      if (slice instanceof Slice.OfStart ofStart) {
        PartBytes.zerosAfter(start.bytes()).read(next, ofStart.range().offset());
      } else if (slice instanceof Slice.Staged file) {
        read(new StagedPiece(file.name(), file.length(), null), next);
      } else if (slice instanceof Slice.Given given) {
        given.bytes().copyTo(next);
      }
      joined.position(joined.position() + (int) slice.length());
    }
    return joined.array();
  }

  private void read(StagedPiece piece, ByteBuffer target) throws IOException {
    try (SourceFile file = staged.open(piece)) {
      file.readFully(target, 0);
    }
  }
}
