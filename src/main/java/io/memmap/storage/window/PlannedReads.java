package io.memmap.storage.window;

import io.memmap.storage.file.ReadCosts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lists the reads of one block, of all spans together: very long ones in pieces, which run in
 * parallel, and short ones with short gaps between them as one.
 */
final class PlannedReads implements BlockReads {
  private final ReadCosts costs;
  private final List<Piece> pieces = new ArrayList<>();
  private ByteBuffer target;

  PlannedReads(ReadCosts costs) {
    this.costs = costs;
  }

  /** Says which buffer the next reads fill. */
  void into(ByteBuffer buffer) {
    target = buffer;
  }

  @Override
  public void whole(long position, int bytes, int at) {
    int most = Math.toIntExact(costs.copiedBytes());
    for (int from = 0; from < bytes; from += most) {
      int length = Math.min(most, bytes - from);
      Runs.Places place = new Runs.Places(at + from, 0);
      Runs one = new Runs(1, length, new Runs.Places(0, 0), place);
      pieces.add(new Piece(position + from, length, new BlockRead.Part(target, one), true));
    }
  }

  @Override
  public void runs(long position, int bytes, Runs runs) {
    pieces.add(new Piece(position, bytes, new BlockRead.Part(target, runs), false));
  }

  /** The reads in the order of the file. */
  List<BlockRead> of(AheadBlock block) {
    pieces.sort(Comparator.comparingLong(Piece::position));
    List<BlockRead> reads = new ArrayList<>();
    for (int first = 0; first < pieces.size(); ) {
      int end = endOfRead(first);
      reads.add(read(block, reads.size(), pieces.subList(first, end)));
      first = end;
    }
    return reads;
  }

  /** The index after the last of the pieces that are read together with this one. */
  private int endOfRead(int first) {
    long most = Math.min(costs.chunkBytes(), costs.copiedBytes());
    long start = pieces.get(first).position();
    long read = pieces.get(first).end();
    int next = first + 1;
    while (next < pieces.size()
        && pieces.get(next).position() - read <= costs.gapWorthReading()
        && Math.max(read, pieces.get(next).end()) - start <= most) {
      read = Math.max(read, pieces.get(next).end());
      next++;
    }
    return next;
  }

  private static BlockRead read(AheadBlock block, int number, List<Piece> together) {
    Piece first = together.get(0);
    if (together.size() == 1) {
      return new BlockRead(
          block, number, first.position(), first.bytes(), List.of(first.part()), first.whole());
    }
    long end = together.stream().mapToLong(Piece::end).max().orElseThrow();
    List<BlockRead.Part> parts =
        together.stream()
            .map(piece -> piece.part().after((int) (piece.position() - first.position())))
            .toList();
    return new BlockRead(
        block, number, first.position(), (int) (end - first.position()), parts, false);
  }

  /**
   * What could be read by itself.
   *
   * @param bytes with gaps
   * @param part what goes to a buffer
   * @param whole whether all bytes do
   */
  private record Piece(long position, int bytes, BlockRead.Part part, boolean whole) {
    long end() {
      return position + bytes;
    }
  }
}
