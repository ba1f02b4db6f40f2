package io.memmap.storage.window;

import io.memmap.array.ArrayView;
import io.memmap.array.RowRange;
import io.memmap.storage.file.ReadCosts;
import io.memmap.storage.file.SourceFile;
import java.util.List;

/**
 * Decides how large the blocks of rows are that are read ahead, and how many of them are in memory
 * at one time.
 */
final class AheadPlan {
  /**
   * Where each row takes reads of its own, a block has no more reads for each of those that run at
   * one time, or its first row would come late.
   */
  private static final int READS_IN_TURN = 4;

  private final List<ArrayView> columns;
  private final List<RowSpan> spans;
  private final ReadCosts costs;

  /** Most rows of a block, unless a batch has more. */
  private final long blockRows;

  /**
   * Plans the blocks of a scan.
   *
   * @param columns of the scan
   * @param spans of the columns, at least one
   */
  AheadPlan(List<ArrayView> columns, List<RowSpan> spans, ReadCosts costs) {
    this.columns = columns;
    this.spans = spans;
    this.costs = costs;
    this.blockRows = spans.stream().mapToLong(this::rows).min().orElseThrow();
  }

  /**
   * The rows of a batch of which several fill a block.
   *
   * @param mostRows most rows of a batch
   */
  long evenly(long mostRows) {
    long batches = (blockRows + mostRows - 1) / mostRows;
    return Math.max(1, Math.min(mostRows, blockRows / batches));
  }

  /** Adds the windows of all spans, none of which reads before it shows rows. */
  void open(
      SourceFile file, List<RowRange> rows, int batchRows, IoCounters counters, Windows windows) {
    int mostRows = (int) Math.max(batchRows, blockRows / batchRows * batchRows);
    List<RowRange> blocks = BlockCutter.cut(rows, mostRows, gapRows());
    int longest = Math.max(1, BlockCutter.longest(blocks));
    List<CopiedRows> copied =
        spans.stream().map(span -> CopiedRows.of(span, columns, longest, costs)).toList();
    ReadAhead ahead = new ReadAhead(file, copied, blocks, mostBlocks(copied), costs, counters);
    for (int i = 0; i < spans.size(); i++) {
      windows.add(spans.get(i), ahead.window(i));
    }
  }

  /** As many blocks as the memory holds, of short ones as many as can be read at one time. */
  private int mostBlocks(List<CopiedRows> copied) {
    long bytes = Math.max(1, copied.stream().mapToLong(CopiedRows::bufferBytes).sum());
    long budget = spans.stream().mapToLong(this::bytes).sum() * (costs.ahead() + 1);
    long blocks = Math.max(budget / bytes, Math.min(2, costs.gatheredBytes() / bytes));
    return (int) Math.max(1, Math.min(blocks, Math.max(costs.ahead() + 1, costs.parallelReads())));
  }

  /** Rows of a block as far as one span is concerned; at least 1. */
  private long rows(RowSpan span) {
    long most = bytes(span) / CopiedRows.bytesPerRow(span, columns, costs);
    if (rowsBetween(span) < 0) {
      long readsPerRow = span.gap() < 0 ? columns.get(span.columns().get(0)).rowElements() : 1;
      most = Math.min(most, (long) READS_IN_TURN * costs.parallelReads() / readsPerRow);
    }
    return Math.max(1, Math.min(most, Integer.MAX_VALUE));
  }

  /**
   * Bytes of the buffer of a span for one block. Several spans take more memory than a single one
   * would, up to a limit, so that their reads do not become too short.
   */
  private long bytes(RowSpan span) {
    long chunks = (long) costs.parallelReads() * costs.chunkBytes();
    long forGathering = Math.max(costs.gatheredBytes() / 2, costs.gatheredBytes() - chunks);
    long gathered = forGathering / (costs.ahead() + 1) / spans.size();
    return span.gap() < 0
        ? gathered
        : Math.max(costs.copiedBytes() / spans.size(), Math.min(costs.gapWorthReading(), gathered));
  }

  /** Most rows between two ranges of which the bytes are worth reading; less than 1 for none. */
  private long gapRows() {
    return spans.stream().mapToLong(this::rowsBetween).min().orElseThrow();
  }

  /** The same for one span; negative if not even the gap between consecutive rows is. */
  private long rowsBetween(RowSpan span) {
    long together =
        span.gap() < 0 ? columns.get(span.columns().get(0)).dtype().itemsize() : span.width();
    return (costs.gapWorthReading() + together) / Math.max(1, Math.abs(span.stride())) - 1;
  }
}
