package io.memmap.spark.internal.read.task;

import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import io.memmap.array.RowRange;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.source.ArrayPartition;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.RangeValue;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.storage.file.FileState;
import io.memmap.storage.file.Storage;
import io.memmap.storage.window.IoCounters;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Says where the ranges of rows of a task lie. Maps and reads nothing; each file is opened once, to
 * find out whether it is still the planned one.
 */
public final class RangeReader extends CountingReader<InternalRow> {

  /**
   * Makes the readers of a stage; sent to the executors.
   *
   * @param most rows of a range
   * @param ignoreMissing whether a file that was deleted since planning has no rows
   */
  public record Factory(List<ScanColumn> columns, long most, Storage storage, boolean ignoreMissing)
      implements PartitionReaderFactory {

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      return new RangeReader(this, ArrayPartition.of(partition).parts());
    }
  }

  private final Factory factory;
  private final boolean described;
  private final Iterator<SourceRows> parts;

  private Iterator<RowRange> ranges = List.<RowRange>of().iterator();
  private long next;
  private long end;

  private ArraySource source;

  /** As this machine sees the file, on which the function runs too; null if no column asks. */
  private FileState file;

  private InternalRow row;

  private RangeReader(Factory factory, List<SourceRows> parts) {
    super(new IoCounters());
    this.factory = factory;
    this.described = factory.columns().stream().anyMatch(ScanColumn.OfRange.class::isInstance);
    this.parts = parts.iterator();
  }

  @Override
  public boolean next() throws IOException {
    while (next == end) {
      if (ranges.hasNext()) {
        RowRange range = ranges.next();
        next = range.first();
        end = range.end();
      } else if (parts.hasNext()) {
        open(parts.next());
      } else {
        return false;
      }
    }
    long last = end - next > factory.most() ? next + factory.most() : end;
    row = row(next, last);
    counters.showed(last - next);
    counters.returned(1);
    next = last;
    return true;
  }

  private void open(SourceRows part) throws IOException {
    source = part.source();
    if (factory.ignoreMissing() && factory.storage().isGone(source.file())) {
      return;
    }
    if (described) {
      long begun = System.nanoTime();
      source.open(factory.storage()).close();
      file = FileState.ofTarget(source.file().location().path());
      counters.opened(System.nanoTime() - begun);
    }
    ranges = part.rows().ranges().iterator();
  }

  private InternalRow row(long first, long last) {
    ArrayView view = source.view().slice(0, first, last);
    ByteRange bytes = view.extent();
    Object[] values = new Object[factory.columns().size()];
    for (int i = 0; i < values.length; i++) {
      ScanColumn column = factory.columns().get(i);
      if (column instanceof ScanColumn.OfRange some) {
        values[i] = value(some.value(), view, bytes, first);
      } else if (column instanceof ScanColumn.OfFile constant) {
        values[i] = constant.valueIn(source);
      } else if (column instanceof ScanColumn.Index index) {
        values[i] = index.indexIn(source).valueAt(first);
      } else {
        throw new IllegalArgumentException(column.field().name() + " is no column of a range");
      }
    }
    return new GenericInternalRow(values);
  }

  private Object value(RangeValue value, ArrayView view, ByteRange bytes, long first) {
    AxisIndex index = source.rowNumbers();
    return switch (value) {
      case DTYPE -> UTF8String.fromString(view.dtype().text());
      case SHAPE -> UnsafeArrayData.fromPrimitiveArray(lengths(view));
      case STRIDES -> UnsafeArrayData.fromPrimitiveArray(view.strides());
      case START -> bytes.start();
      case BYTES -> bytes.length();
      case OFFSET -> view.offset() - bytes.start();
      case ROW -> index.valueAt(first);
      case STEP -> index.by();
      case ROWS -> view.shape().length(0);
      case FILE_BYTES -> file.stamp().bytes();
      case FILE_TIME -> file.modified();
    };
  }

  private static long[] lengths(ArrayView view) {
    return IntStream.range(0, view.rank()).mapToLong(view.shape()::length).toArray();
  }

  @Override
  public InternalRow get() {
    return row;
  }

  @Override
  public void close() {}
}
