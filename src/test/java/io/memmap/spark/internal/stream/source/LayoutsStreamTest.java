package io.memmap.spark.internal.stream.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memmap.spark.MemmapDataSource;
import io.memmap.testing.SparkTesting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.SupportsAdmissionControl;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams have the rows of a batch read, in each layout and slice. */
class LayoutsStreamTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private GrowingFile file;
  private FollowedQuery query;

  @BeforeEach
  void name() {
    file = new GrowingFile(folder.resolve("a.dat"));
    query = new FollowedQuery(SPARK.spark(), folder.resolve("checkpoint"));
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new HashMap<>(Map.of("dtype", "int32", "shape", "-1,2"));
    for (String pair : text.split(" ", -1)) {
      options.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return options;
  }

  private static List<String> shown(List<Row> rows) {
    return rows.stream().map(LayoutsStreamTest::shown).toList();
  }

  private static String shown(Row row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(
          row.get(i) instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(row.get(i)));
    }
    return String.join(" ", values);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "layout=columns",
        "layout=array",
        "layout=cells",
        "layout=bytes",
        "layout=columns rowIndex=i",
        "layout=array rowIndex=i slice=3:",
        "slice=::2",
        "slice=1:9:3",
        "slice=:,1",
        "layout=cells slice=2:,:",
        "layout=columns access=read batchRows=2",
        "layout=columns numPartitions=3"
      })
  void hasTheRowsOfABatchRead(String given) throws Exception {
    file.appendRows(4).appendBytes(3);
    Map<String, String> followed = options(given + " maxRowsPerTrigger=3");
    Dataset<Row> stream = query.load(file.path(), followed);
    query.readAvailable(stream);
    file.appendBytes(5).appendRows(6);
    List<Row> rows = query.readAvailable(stream);
    Dataset<Row> batch =
        SPARK.spark().read().format("memmap").options(options(given)).load("" + file.path());
    assertThat(shown(rows)).isEqualTo(shown(batch.collectAsList())).isNotEmpty();
    assertThat(stream.schema()).isEqualTo(batch.schema());
    assertThat(query.batches()).hasSizeGreaterThan(3);
  }

  @Test
  void blocksOfRowsAreThoseOfEachBatch() throws Exception {
    file.appendRows(5);
    Dataset<Row> stream =
        query.load(file.path(), options("layout=bytes rangeRows=2 maxRowsPerTrigger=3"));
    assertThat(query.readAvailable(stream))
        .extracting(row -> ((byte[]) row.get(0)).length)
        .containsExactly(16, 8, 16);
  }

  @Test
  void rangesSayWhereTheRowsOfEachBatchLie() throws Exception {
    file.appendRows(5);
    Dataset<Row> stream =
        query
            .load(file.path(), options("layout=ranges rangeRows=2 maxRowsPerTrigger=3"))
            .select("row", "shape");
    assertThat(shown(query.readAvailable(stream)))
        .extracting(row -> row.replaceAll("[^0-9 ,]|ArraySeq", ""))
        .containsExactly("0 2, 2", "2 1, 2", "3 2, 2");
  }

  @Test
  void readsInColumnarBatches() throws Exception {
    file.appendRows(5);
    Map<String, String> options = options("layout=columns path=" + file.path());
    Table table = new MemmapDataSource().getTable(new StructType(), new Transform[0], options);
    assertThat(table.capabilities().contains(TableCapability.MICRO_BATCH_READ)).isTrue();
    Scan scan =
        ((SupportsRead) table).newScanBuilder(new CaseInsensitiveStringMap(options)).build();
    assertThat(scan.columnarSupportMode()).isEqualTo(Scan.ColumnarSupportMode.SUPPORTED);
    MicroBatchStream stream = scan.toMicroBatchStream(folder.resolve("checkpoint").toString());
    Offset start = stream.initialOffset();
    Offset end = ((SupportsAdmissionControl) stream).latestOffset(start, ReadLimit.allAvailable());
    assertThat(stream.planInputPartitions(start, end))
        .allMatch(stream.createReaderFactory()::supportColumnarReads)
        .isNotEmpty();
  }

  @Test
  void metadataColumnsNameFileAndRow() throws Exception {
    file.appendRows(3);
    Dataset<Row> stream = query.load(file.path(), options("layout=columns"));
    assumeTrue(
        SPARK.spark().version().compareTo("4.2") >= 0, "Spark offers them to streams from 4.2 on");
    assertThat(shown(query.readAvailable(stream.selectExpr("_row", "_c1", "_file"))))
        .containsExactly("0 1 " + file.path(), "1 3 " + file.path(), "2 5 " + file.path());
  }
}
