package io.memmap.storage.publish;

import io.memmap.array.ArrayView;
import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.RunReader;
import io.memmap.storage.runs.StagedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A sample of the bytes that an update writes, always the same one for the same update. It has all
 * bytes of a small update, and evenly spaced pieces of a large one.
 */
final class UpdateSample {
  private static final int MOST_PIECES = 1024;
  private static final int MOST_PIECE_BYTES = 64;

  /** A prime, so that pieces of long elements come from different places within them. */
  private static final long STEP = 7919;

  private final StagedRecord record;
  private final List<Run> runs;
  private final ArrayView view;
  private final int elementBytes;
  private final int perRecord;
  private final long elements;

  UpdateSample(ArrayChange change) {
    this.record = change.record();
    this.runs = change.runs();
    this.view = change.spec().view();
    int itemsize = change.spec().dtype().itemsize();
    boolean ofElements = itemsize > 0 && record.bytes() % itemsize == 0;
    this.elementBytes = ofElements ? itemsize : record.bytes();
    this.perRecord = record.bytes() == 0 ? 0 : record.bytes() / elementBytes;
    this.elements = runs.stream().mapToLong(Run::count).sum() * perRecord;
  }

  /** Receives the pieces. */
  interface PieceAction {
    /**
     * Receives one piece.
     *
     * @param position of the first of them in the array's file
     * @param staged bytes that the update writes there
     * @param written which of these bytes are written at all
     */
    void accept(long position, byte[] staged, boolean[] written) throws IOException;
  }

  /** Whether the sample has all bytes. */
  boolean isWhole() {
    return elements <= MOST_PIECES && elementBytes <= MOST_PIECE_BYTES;
  }

  /** Hands all pieces over, in an order that is always the same. */
  void forEach(PieceAction action) throws IOException {
    long pieces = Math.min(MOST_PIECES, elements);
    long piece = 0;
    long before = 0;
    for (Run run : runs) {
      long end = before + run.count() * perRecord;
      if (piece < pieces && element(piece, pieces) < end) {
        try (RunReader reader = new RunReader(run, record.width())) {
          while (piece < pieces && element(piece, pieces) < end) {
            accept(reader, element(piece++, pieces) - before, action);
          }
        }
      }
      before = end;
    }
  }

  private long element(long piece, long pieces) {
    return piece * (elements / pieces) + piece * (elements % pieces) / pieces;
  }

  private void accept(RunReader reader, long element, PieceAction action) throws IOException {
    long inRun = element / perRecord;
    int first = (int) (element % perRecord) * elementBytes;
    int longer = Math.max(0, elementBytes - MOST_PIECE_BYTES);
    int from = first + (int) (element * STEP % (longer + 1));
    byte[] marks = marks(reader, inRun);
    if (!isWhole() && record.marked()) {
      from = nextMarked(marks, from);
    }
    int in = from / elementBytes;
    int length = Math.min(MOST_PIECE_BYTES, (in + 1) * elementBytes - from);
    byte[] staged = new byte[length];
    reader.readPart(inRun, from, ByteBuffer.wrap(staged));
    boolean[] written = new boolean[length];
    for (int i = 0; i < length; i++) {
      written[i] = isMarked(marks, from + i);
    }
    long index = reader.indices(inRun, 1)[0];
    action.accept(position(index, in) + from % elementBytes, staged, written);
  }

  /** One bit for each byte of the record; empty if all are written. */
  private byte[] marks(RunReader reader, long inRun) throws IOException {
    byte[] marks = new byte[record.width() - record.bytes()];
    reader.readPart(inRun, record.bytes(), ByteBuffer.wrap(marks));
    return marks;
  }

  private boolean isMarked(byte[] marks, int at) {
    return !record.marked() || (marks[at / Byte.SIZE] >> at % Byte.SIZE & 1) != 0;
  }

  /**
   * The next marked byte from {@code from} on, else from the beginning; {@code from} if none is
   * marked.
   */
  private int nextMarked(byte[] marks, int from) {
    for (int i = 0; i < record.bytes(); i++) {
      int at = (from + i) % record.bytes();
      if (isMarked(marks, at)) {
        return at;
      }
    }
    return from;
  }

  private long position(long index, int inRecord) {
    if (view.isContiguous()) {
      return view.offset() + index * record.bytes() + (long) inRecord * elementBytes;
    }
    return view.position(index * perRecord + inRecord);
  }
}
