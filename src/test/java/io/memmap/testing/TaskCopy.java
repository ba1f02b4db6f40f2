package io.memmap.testing;

import io.memmap.spark.MemmapDataSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads an array and saves its rows as Spark's tasks do, without Spark's planner and scheduler. */
public final class TaskCopy {
  private final TaskRead read;
  private final Map<String, String> options;

  /**
   * Plans a copy.
   *
   * @param options of the write
   */
  public TaskCopy(TaskRead read, Map<String, String> options) {
    this.read = read;
    this.options = options;
  }

  /** Writes a new file, or replaces an existing one. */
  public void saveAs(String path) throws IOException {
    Map<String, String> all = new HashMap<>(options);
    all.put("path", path);
    all.put("__memmapDirectWrite", "REPLACE");
    Table table = new MemmapDataSource().getTable(read.schema(), new Transform[0], all);
    LogicalWriteInfo info = new Info(read.schema(), new CaseInsensitiveStringMap(options));
    BatchWrite write = ((SupportsWrite) table).newWriteBuilder(info).build().toBatch();
    Batch batch = read.batch();
    InputPartition[] partitions = batch.planInputPartitions();
    PhysicalWriteInfo physical = () -> partitions.length;
    var writers = write.createBatchWriterFactory(physical);
    List<WriterCommitMessage> committed = new ArrayList<>();
    try {
      for (int i = 0; i < partitions.length; i++) {
        try (DataWriter<InternalRow> writer = writers.createWriter(i, i)) {
          copy(batch, partitions[i], writer);
          committed.add(writer.commit());
          write.onDataWriterCommit(committed.get(i));
        }
      }
      commit(write, committed.toArray(WriterCommitMessage[]::new));
    } catch (IOException | RuntimeException e) {
      write.abort(committed.toArray(WriterCommitMessage[]::new));
      throw e;
    }
  }

  /**
   * Commits without an active session: the entry in the SQL tab would take longer than the write.
   */
  private static void commit(BatchWrite write, WriterCommitMessage[] messages) {
    SparkSession session = SparkSession.active();
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
    try {
      write.commit(messages);
    } finally {
      SparkSession.setActiveSession(session);
      SparkSession.setDefaultSession(session);
    }
  }

  private static void copy(Batch batch, InputPartition partition, DataWriter<InternalRow> writer)
      throws IOException {
    try (PartitionReader<ColumnarBatch> reader =
        batch.createReaderFactory().createColumnarReader(partition)) {
      while (reader.next()) {
        Iterator<InternalRow> rows = reader.get().rowIterator();
        while (rows.hasNext()) {
          writer.write(rows.next());
        }
      }
    }
  }

  private record Info(StructType schema, CaseInsensitiveStringMap options)
      implements LogicalWriteInfo {
    @Override
    public String queryId() {
      return "copy";
    }
  }
}
