package io.memmap.spark.internal.read.task;

import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Numbers of the rows of batches: a column of them, or what is computed from columns. */
public interface BatchNumbers {

  /** The numbers of a batch, valid until the next call. */
  ColumnVector of(ColumnarBatch batch);
}
