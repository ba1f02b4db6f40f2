package io.memmap.testing;

import io.memmap.spark.MemmapDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.Function1;

/**
 * Reads through the data source as Spark's tasks do, without Spark's planner and scheduler. A query
 * would take tens of times as long.
 */
public final class TaskRead {
  private final Scan scan;

  /**
   * Plans a read.
   *
   * @param schema of the user, or null for the inferred one
   */
  public TaskRead(String path, Map<String, String> options, StructType schema) {
    Map<String, String> all = new HashMap<>(options);
    all.put("path", path);
    CaseInsensitiveStringMap map = new CaseInsensitiveStringMap(all);
    MemmapDataSource source = new MemmapDataSource();
    StructType columns = schema == null ? source.inferSchema(map) : schema;
    Table table = source.getTable(columns, new Transform[0], map.asCaseSensitiveMap());
    this.scan = ((SupportsRead) table).newScanBuilder(map).build();
  }

  /** The batch of the scan; it looks at the files again when it plans its partitions. */
  public Batch batch() {
    return scan.toBatch();
  }

  public StructType schema() {
    return scan.readSchema();
  }

  public List<Row> rows() {
    Function1<Object, Object> converter =
        CatalystTypeConverters.createToScalaConverter(scan.readSchema());
    List<Row> rows = new ArrayList<>();
    Batch batch = batch();
    try {
      for (InputPartition partition : batch.planInputPartitions()) {
        try (PartitionReader<ColumnarBatch> reader =
            batch.createReaderFactory().createColumnarReader(partition)) {
          while (reader.next()) {
            Iterator<InternalRow> shown = reader.get().rowIterator();
            while (shown.hasNext()) {
              rows.add((Row) converter.apply(shown.next()));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
