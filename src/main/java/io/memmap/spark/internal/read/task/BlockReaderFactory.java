package io.memmap.spark.internal.read.task;

import io.memmap.spark.internal.read.source.ArrayPartition;
import io.memmap.spark.internal.read.source.SourceRows;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Makes readers that show blocks of rows as rows; sent to the executors once.
 *
 * @param most rows of a block
 */
public record BlockReaderFactory(ArrayReaderFactory arrays, long most)
    implements PartitionReaderFactory {

  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return true;
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    List<SourceRows> blocks =
        ArrayPartition.of(partition).parts().stream()
            .flatMap(part -> part.inBlocks(most).stream())
            .toList();
    return arrays.reader(blocks);
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    throw new UnsupportedOperationException("arrays are read in columnar batches");
  }
}
