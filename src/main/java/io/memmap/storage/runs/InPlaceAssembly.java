package io.memmap.storage.runs;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.storage.file.ParallelJobs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Puts staged records into an existing array, in parallel and in bounded memory. Only their own
 * bytes are written, and of marked records only the marked ones, so the cost follows the records
 * and not the file.
 */
public final class InPlaceAssembly {
  private static final int PART_BYTES = 16 << 20;
  private static final int JOBS = 32;

  private final ArrayView target;
  private final Placement placement;
  private final StagedRecord record;
  private final int width;
  private final List<Run> runs;
  private final int recordsAtOnce;

  /**
   * Runs of one array. Indices count from its first record; runs may overlap, which {@link #check}
   * reports.
   *
   * @param target the array as it lies in the file
   * @param record how each record is staged
   * @param runs with indices of the whole array, in any order
   */
  public InPlaceAssembly(ArraySpec target, StagedRecord record, List<Run> runs) {
    this(target, record, runs, PART_BYTES);
  }

  /**
   * The same with parts of another size.
   *
   * @param partBytes records, indices and their order of this size together are in memory at once,
   *     per thread; records in no order take their own size once more
   */
  InPlaceAssembly(ArraySpec target, StagedRecord record, List<Run> runs, int partBytes) {
    this.target = target.view();
    this.placement = new Placement(target.view(), record.bytes());
    this.record = record;
    this.width = record.width();
    this.runs = List.copyOf(runs);
    this.recordsAtOnce = (int) Math.max(1, partBytes / RecordBlock.bytesOf(width));
  }

  /**
   * Checks all indices before anything is written.
   *
   * @return indices below {@code least}, indices of {@code end} and above, and duplicates
   */
  public IndexProblems check(long least, long end) throws IOException {
    IndexProblems problems = IndexBounds.check(runs, width, least, end);
    if (!Run.followOneAnother(runs)) {
      forEachSlice((slice, files) -> noteDuplicates(slice, files, problems));
    }
    return problems;
  }

  private void noteDuplicates(RecordSlice slice, StagedFiles files, IndexProblems problems)
      throws IOException {
    if (slice.isOneIndex()) {
      for (long copy = 1; copy < slice.count(); copy++) {
        problems.duplicate(slice.low());
      }
      return;
    }
    long[] indices = new long[(int) slice.count()];
    int filled = 0;
    for (RecordSlice.Part part : slice.parts()) {
      try (RunReader reader = files.reader(part.run(), width)) {
        reader.readIndices(part.from(), (int) part.count(), indices, filled);
        filled += (int) part.count();
      }
    }
    Arrays.sort(indices);
    for (int i = 1; i < indices.length; i++) {
      if (indices[i] == indices[i - 1]) {
        problems.duplicate(indices[i]);
      }
    }
  }

  /**
   * Writes all records to their places; doing it again changes nothing.
   *
   * @param channel of the array's file; the same for all threads, so that a file that takes the
   *     array's name meanwhile gets none of it
   */
  public void applyTo(FileChannel channel) throws IOException {
    forEachSlice((slice, files) -> write(slice, files, channel));
  }

  private void write(RecordSlice slice, StagedFiles files, FileChannel channel) throws IOException {
    int count = (int) slice.count();
    RecordBlock block = RecordBlock.indexed(count, width);
    int filled = 0;
    for (RecordSlice.Part part : slice.parts()) {
      int records = (int) part.count();
      try (RunReader reader = files.reader(part.run(), width)) {
        reader.readIndices(part.from(), records, block.indices(), filled);
        reader.readRecords(
            part.from(), ByteBuffer.wrap(block.bytes(), filled * width, records * width));
      }
      filled += records;
    }
    block.sort(count);
    byte[] arranged = block.records(count);
    if (record.marked()) {
      new MarkedPlacement(target, record).write(channel, arranged, block.indices(), count);
      return;
    }
    int start = 0;
    for (int i = 1; i <= count; i++) {
      if (i == count || block.index(i) != block.index(i - 1) + 1) {
        placement.write(channel, arranged, start * width, block.index(start), i - start);
        start = i;
      }
    }
  }

  private interface SliceAction {
    void accept(RecordSlice slice, StagedFiles files) throws IOException;
  }

  private void forEachSlice(SliceAction action) throws IOException {
    try (StagedFiles files = new StagedFiles()) {
      forEachSlice(files, action);
    }
  }

  private void forEachSlice(StagedFiles files, SliceAction action) throws IOException {
    List<RecordSlice> large = new ArrayList<>(List.of(RecordSlice.of(runs)));
    boolean halved = true;
    while (large.size() < JOBS && halved) {
      List<RecordSlice> smaller = new ArrayList<>();
      halved = false;
      for (RecordSlice slice : large) {
        boolean fits = fits(slice);
        smaller.addAll(fits ? List.of(slice) : slice.halves(files, width));
        halved |= !fits;
      }
      large = smaller;
    }
    List<Callable<Void>> jobs = new ArrayList<>();
    for (RecordSlice slice : large) {
      jobs.add(
          () -> {
            descend(slice, files, action);
            return null;
          });
    }
    ParallelJobs.run(jobs);
  }

  private boolean fits(RecordSlice slice) {
    return slice.isOneIndex() || slice.count() <= recordsAtOnce;
  }

  private void descend(RecordSlice whole, StagedFiles files, SliceAction action)
      throws IOException {
    Deque<RecordSlice> open = new ArrayDeque<>(List.of(whole));
    while (!open.isEmpty()) {
      RecordSlice slice = open.pop();
      if (!fits(slice)) {
        slice.halves(files, width).forEach(open::push);
      } else if (slice.count() > 0) {
        action.accept(slice, files);
      }
    }
  }
}
