package io.memmap.storage.publish;

import io.memmap.array.ArraySpec;
import io.memmap.storage.file.SmallTransfers;
import io.memmap.storage.runs.InPlaceAssembly;
import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.StagedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The change that an update makes to an existing file. Applying it twice is the same as once. */
public final class ArrayChange {
  private final ArraySpec spec;
  private final StagedRecord record;
  private final List<Run> runs;
  private final byte[] head;
  private final Optional<CommittedEpochs> epochs;

  /**
   * A change that {@code InPlaceUpdate} applies as a whole.
   *
   * @param spec the array as it lies in the file
   * @param record how each record is staged
   * @param runs checked, with indices of the whole array
   * @param head new bytes at the beginning of the file; empty to keep the old ones
   */
  public ArrayChange(ArraySpec spec, StagedRecord record, List<Run> runs, byte[] head) {
    this(spec, record, runs, head, Optional.empty());
  }

  private ArrayChange(
      ArraySpec spec,
      StagedRecord record,
      List<Run> runs,
      byte[] head,
      Optional<CommittedEpochs> epochs) {
    this.spec = spec;
    this.record = record;
    this.runs = List.copyOf(runs);
    this.head = head.clone();
    this.epochs = epochs;
  }

  /** A change of whole records. */
  public ArrayChange(ArraySpec spec, int recordBytes, List<Run> runs, byte[] head) {
    this(spec, StagedRecord.whole(recordBytes), runs, head);
  }

  /** The same change, after which these epochs of streams are in the array. */
  public ArrayChange with(CommittedEpochs committed) {
    return new ArrayChange(spec, record, runs, head, Optional.of(committed));
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

  /** What is noted beside the array after the change; empty if it is not by a stream. */
  Optional<CommittedEpochs> epochs() {
    return epochs;
  }

  /**
   * Position in the file of the first byte that the records may change; the end of the array if
   * there are no records.
   */
  long start() {
    if (runs.isEmpty()) {
      return spec.end();
    }
    long first = runs.stream().mapToLong(Run::first).min().getAsLong();
    return spec.offset() + (spec.view().isContiguous() ? first * record.bytes() : 0);
  }

  /** Makes the change in a file that nobody else reads or writes. */
  public void applyTo(FileChannel channel) throws IOException {
    writeRecords(channel);
    writeHead(channel);
  }

  /** Writes the records to their places, and makes the file as long as the array. */
  void writeRecords(FileChannel channel) throws IOException {
    new InPlaceAssembly(spec, record, runs).applyTo(channel);
    SmallTransfers.growTo(channel, spec.end());
  }

  /**
   * Writes the head. To be called after {@link #writeRecords}, so that no header counts rows that
   * are missing.
   */
  void writeHead(FileChannel channel) throws IOException {
    if (head.length > 0) {
      SmallTransfers.write(channel, ByteBuffer.wrap(head), 0);
    }
  }

  /**
   * Notes the epochs of streams beside the array. To be called after its bytes have been forced, so
   * that no epoch counts whose rows are missing.
   *
   * @param folder of the update
   */
  void noteEpochs(Path target, Path folder, boolean sync) throws IOException {
    if (epochs.isPresent()) {
      epochs.get().write(target, folder, sync);
    }
  }
}
