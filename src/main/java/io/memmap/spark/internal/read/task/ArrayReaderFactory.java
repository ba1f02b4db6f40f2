package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.filter.RowFilter;
import io.memmap.spark.internal.read.source.ArrayPartition;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.read.source.SourceRows;
import io.memmap.storage.file.Access;
import io.memmap.storage.file.ReadCosts;
import io.memmap.storage.file.Storage;
import io.memmap.storage.window.IoCounters;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Makes the readers of a stage; sent to the executors once.
 *
 * @param columns the output columns, and then those that only the filter needs
 * @param outputs number of output columns
 * @param ignoreMissing whether a file that was deleted since planning has no rows
 * @param keeping whether batches stay until their task ends if they can, because functions of
 *     Python take them as they are
 */
public record ArrayReaderFactory(
    List<ScanColumn> columns,
    int outputs,
    RowFilter filter,
    Storage storage,
    Access access,
    BatchRows batchRows,
    boolean ignoreMissing,
    boolean keeping,
    VectorFactory vectors)
    implements PartitionReaderFactory {

  /** The same with batches for kernels over stored numbers. */
  public ArrayReaderFactory forKernels() {
    return new ArrayReaderFactory(
        columns,
        outputs,
        filter,
        storage,
        access,
        batchRows.forKernels(),
        ignoreMissing,
        keeping,
        vectors);
  }

  /** Names column and file in errors of single values. */
  static String label(ScanColumn column, ArraySource source) {
    return "column " + column.field().name() + " of file " + source.file().path();
  }

  /** What reading the file of an array costs. */
  ReadCosts costs(ArraySource source) {
    return storage.costs(source.file(), access);
  }

  /** A column that is not stored: an index or a constant of the file. */
  BatchColumn unstored(ScanColumn column, ArraySource source) {
    if (column instanceof ScanColumn.Index index) {
      return vectors.index(index.indexIn(source));
    } else if (column instanceof ScanColumn.OfFile constant) {
      return vectors.constant(constant.constantOf(source), column.field().dataType());
    }
    throw new IllegalArgumentException(column.field().name() + " is stored");
  }

  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return true;
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    IoCounters counters = new IoCounters();
    PartOpener opener = new PartOpener(this, counters, KeptRows.memory(this, partition));
    return new BatchReader(this, ArrayPartition.of(partition).parts(), opener, counters);
  }

  /** A reader of these rows. */
  PartitionReader<ColumnarBatch> reader(List<SourceRows> parts) {
    IoCounters counters = new IoCounters();
    return new BatchReader(this, parts, new PartOpener(this, counters), counters);
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    throw new UnsupportedOperationException("arrays are read in columnar batches");
  }
}
