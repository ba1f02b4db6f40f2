package io.memmap.storage.publish;

import io.memmap.array.ArraySpec;
import io.memmap.storage.file.SmallTransfers;
import io.memmap.storage.runs.InPlaceAssembly;
import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.StagedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/** What an update does to a file that is there. Doing it twice does no harm. */
public final class ArrayChange {
  private final ArraySpec spec;
  private final StagedRecord record;
  private final List<Run> runs;
  private final byte[] head;

  /**
   * A change that {@code InPlaceUpdate} applies as a whole.
   *
   * @param spec the array as it lies in the file
   * @param record how each record is staged
   * @param runs checked, with indices of the whole array
   * @param head what the file begins with from then on; empty to leave that alone
   */
  public ArrayChange(ArraySpec spec, StagedRecord record, List<Run> runs, byte[] head) {
    this.spec = spec;
    this.record = record;
    this.runs = List.copyOf(runs);
    this.head = head.clone();
  }

  /** The same of whole records. */
  public ArrayChange(ArraySpec spec, int recordBytes, List<Run> runs, byte[] head) {
    this(spec, StagedRecord.whole(recordBytes), runs, head);
  }

  ArraySpec spec() {
    return spec;
  }

  StagedRecord record() {
    return record;
  }

  List<Run> runs() {
    return runs;
  }

  byte[] head() {
    return head.clone();
  }

  /**
   * Where in the file the first byte may be that the records change; the end of the array if there
   * are none.
   */
  long start() {
    if (runs.isEmpty()) {
      return spec.end();
    }
    long first = runs.stream().mapToLong(Run::first).min().getAsLong();
    return spec.offset() + (spec.view().isContiguous() ? first * record.bytes() : 0);
  }

  /** Writes the records to their places, in a file that is as long as the array then. */
  void writeRecords(FileChannel channel) throws IOException {
    new InPlaceAssembly(spec, record, runs).applyTo(channel);
    SmallTransfers.growTo(channel, spec.end());
  }

  /** To be called when the records are there, so that no header speaks of rows that are not. */
  void writeHead(FileChannel channel) throws IOException {
    if (head.length > 0) {
      SmallTransfers.write(channel, ByteBuffer.wrap(head), 0);
    }
  }
}
