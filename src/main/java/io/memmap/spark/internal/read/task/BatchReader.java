package io.memmap.spark.internal.read.task;

import io.memmap.array.RowRange;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.storage.window.IoCounters;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Returns the rows of a task batch by batch. Spark closes the reader when the task succeeds or
 * fails; no batch is valid after that.
 */
final class BatchReader extends CountingReader<ColumnarBatch> {
  private final ArrayReaderFactory factory;
  private final Iterator<SourceRows> parts;
  private final PartOpener opener;

  /** The open array; null before the first one and between two. */
  private BatchSource rows;

  private Iterator<RowRange> ranges = List.<RowRange>of().iterator();
  private long next;
  private long end;
  private ColumnarBatch batch;

  /** Rows that may still be returned. */
  private long left;

  BatchReader(
      ArrayReaderFactory factory, List<SourceRows> parts, PartOpener opener, IoCounters counters) {
    super(counters);
    this.factory = factory;
    this.parts = parts.iterator();
    this.opener = opener;
    this.left = factory.filter().most();
  }

  @Override
  public boolean next() throws IOException {
    Optional<ColumnarBatch> found = Optional.empty();
    while (found.isEmpty() && left > 0) {
      found = more();
      if (found.isEmpty()) {
        if (next == end && !findRange()) {
          return false;
        }
        found = show();
      }
    }
    found.ifPresent(this::take);
    return found.isPresent();
  }

  /** A batch of rows that were shown before. */
  private Optional<ColumnarBatch> more() throws IOException {
    return rows == null ? Optional.empty() : rows.more(next == end && !ranges.hasNext());
  }

  /** Shows the next rows; none if a predicate selects none of them. */
  private Optional<ColumnarBatch> show() throws IOException {
    int count = (int) Math.min(rows.batchRows(next), end - next);
    ColumnarBatch shown = rows.show(next, count);
    next += count;
    counters.showed(count);
    return Optional.of(shown).filter(some -> some.numRows() > 0);
  }

  private void take(ColumnarBatch found) {
    if (found.numRows() > left) {
      found.setNumRows((int) left);
    }
    batch = found;
    left -= found.numRows();
    counters.returned(found.numRows());
  }

  private boolean findRange() throws IOException {
    while (!ranges.hasNext()) {
      if (!parts.hasNext()) {
        return false;
      }
      closeRows();
      SourceRows part = parts.next();
      if (factory.ignoreMissing() && factory.storage().isGone(part.source().file())) {
        continue;
      }
      rows = opener.open(part);
      ranges = part.rows().ranges().iterator();
    }
    RowRange range = ranges.next();
    next = range.first();
    end = range.end();
    return true;
  }

  @Override
  public ColumnarBatch get() {
    return batch;
  }

  private void closeRows() throws IOException {
    if (rows != null) {
      BatchSource open = rows;
      rows = null;
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    next = end;
    ranges = List.<RowRange>of().iterator();
    while (parts.hasNext()) {
      parts.next();
    }
    closeRows();
  }
}
