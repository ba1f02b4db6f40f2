package io.memmap.spark.read;

import io.memmap.storage.Access;
import io.memmap.storage.FileStamp;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Sent to the executors, once per stage.
 *
 * @param end bytes of the file up to the end of the array
 * @param batchRows rows per batch, or 0 to choose them by the row's width
 */
record ArrayReaderFactory(
    FileStamp file,
    long end,
    List<ScanColumn> columns,
    Access access,
    int batchRows,
    VectorFactory vectors)
    implements PartitionReaderFactory {

  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return true;
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    return new BatchReader(this, (RowRange) partition);
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    throw new UnsupportedOperationException("arrays are read in columnar batches");
  }
}
