package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What typical queries ask of S3, counted by a proxy in front of it. */
final class S3RequestsIT {
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();

  private static final String ROOT = "s3a://" + S3Server.COUNTED;
  private static final int ROWS = 1 << 20;
  private static final int COLUMNS = 16;
  private static final long ROW_BYTES = COLUMNS * Integer.BYTES;
  private static final long DATA = ROWS * ROW_BYTES;
  private static final long COLUMN = DATA / COLUMNS;

  /** The head of an answer of S3. */
  private static final long HEAD = 1 << 10;

  private static final long WINDOW = 8 << 20;

  @TempDir static Path local;

  private static LatencyProxy proxy;

  @BeforeAll
  static void putArrays() throws IOException {
    proxy = LatencyProxy.start(((S3Server) S3.server()).port(), 0);
    String bucket = "fs.s3a.bucket." + S3Server.COUNTED + ".";
    S3.configuration().set(bucket + "endpoint", "http://127.0.0.1:" + proxy.port());
    S3.configuration().set(bucket + "input.stream.type", "classic");
    put(NpyFile.write(local.resolve("c.npy"), ROWS, COLUMNS, Order.C, 0), "c.npy");
    put(NpyFile.write(local.resolve("f.npy"), ROWS, COLUMNS, Order.F, 0), "f.npy");
    for (int part = 0; part < 20; part++) {
      Path file = local.resolve("year=" + (2020 + part % 4) + "/part-" + part + ".npy");
      put(NpyFile.write(file, 10, 2, Order.C, part), "parts/" + local.relativize(file));
    }
  }

  private static void put(Path file, String name) throws IOException {
    org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(ROOT + "/" + name);
    target
        .getFileSystem(S3.configuration())
        .copyFromLocalFile(new org.apache.hadoop.fs.Path(file.toUri()), target);
  }

  @AfterAll
  static void close() throws IOException {
    proxy.close();
  }

  private static DataFrameReader memmap() {
    return S3.spark().read().format("memmap").option("access", "read");
  }

  /** The requests of some work. */
  private static List<RecordedRequest> asked(String work, Callable<?> call) throws Exception {
    proxy.forget();
    call.call();
    List<RecordedRequest> requests = proxy.requests();
    List<RecordedRequest> data = requests.stream().filter(RecordedRequest::readsData).toList();
    System.out.printf(
        Locale.ROOT,
        "requests of %-40s HEAD %d, LIST %d, GET %d, %,d bytes%n",
        work,
        requests.stream().filter(request -> request.method().equals("HEAD")).count(),
        requests.stream().filter(request -> request.target().contains("?")).count(),
        data.size(),
        received(data));
    return requests;
  }

  private static List<RecordedRequest> data(List<RecordedRequest> requests) {
    return requests.stream().filter(RecordedRequest::readsData).toList();
  }

  private static long received(List<RecordedRequest> requests) {
    return requests.stream().mapToLong(request -> request.received().get()).sum();
  }

  @Test
  void aHeaderIsOneRequest() throws Exception {
    List<RecordedRequest> requests =
        asked("load one .npy", () -> memmap().load(ROOT + "/c.npy").schema());
    assertThat(data(requests)).hasSize(1);
    assertThat(received(data(requests))).isLessThan(128 << 10);
  }

  @Test
  void theHeadersOfAFolderAreOneRequestEachAndNoHead() throws Exception {
    List<RecordedRequest> requests =
        asked("load 20 .npy in 4 folders", () -> memmap().load(ROOT + "/parts").schema());
    assertThat(data(requests)).hasSize(20);
    assertThat(requests)
        .noneMatch(request -> request.method().equals("HEAD") && request.target().endsWith(".npy"));
  }

  @Test
  void aScanAsksForEachByteOnce() throws Exception {
    Dataset<Row> array = memmap().load(ROOT + "/c.npy");
    List<RecordedRequest> requests = data(asked("sum of all columns, order C", () -> noop(array)));
    assertThat(requests).hasSizeLessThanOrEqualTo((int) (DATA / WINDOW) + 4);
    assertThat(requests.stream().mapToLong(RecordedRequest::asked).sum()).isEqualTo(DATA);
    assertThat(received(requests)).isBetween(DATA, DATA + HEAD * requests.size());
  }

  @Test
  void aCountReadsNoData() throws Exception {
    Dataset<Row> array = memmap().load(ROOT + "/c.npy");
    assertThat(data(asked("count(*)", array::count))).isEmpty();
  }

  @Test
  void aLimitReadsOneWindow() throws Exception {
    Dataset<Row> array = memmap().load(ROOT + "/c.npy");
    List<RecordedRequest> requests = data(asked("limit 10", () -> array.limit(10).collectAsList()));
    assertThat(requests).hasSize(1);
    assertThat(received(requests)).isLessThanOrEqualTo(10 * ROW_BYTES + HEAD);
  }

  @Test
  void aColumnOfSixteenInOrderFReadsItsOwnBytes() throws Exception {
    Dataset<Row> array = memmap().load(ROOT + "/f.npy").select("_c7");
    List<RecordedRequest> requests = data(asked("one column of 16, order F", () -> noop(array)));
    assertThat(received(requests)).isBetween(COLUMN, COLUMN * 11 / 10);
  }

  @Test
  void aColumnOfSixteenInOrderCReadsTheRows() throws Exception {
    Dataset<Row> array = memmap().load(ROOT + "/c.npy").select("_c7");
    List<RecordedRequest> requests = data(asked("one column of 16, order C", () -> noop(array)));
    assertThat(received(requests)).isBetween(DATA - ROW_BYTES, DATA + HEAD * requests.size());
  }

  @Test
  void aRangeOfRowsReadsOnlyThese() throws Exception {
    Dataset<Row> array = memmap().load(ROOT + "/c.npy").where("_row between 500000 and 500999");
    List<RecordedRequest> requests = data(asked("1,000 rows by _row", () -> noop(array)));
    assertThat(requests).hasSizeLessThanOrEqualTo(2);
    assertThat(received(requests)).isBetween(1_000 * ROW_BYTES, 1_000 * ROW_BYTES + 2 * HEAD);
  }

  @Test
  void scatteredRowsAreRequestsOfTheirOwn() throws Exception {
    Dataset<Row> array = memmap().load(ROOT + "/c.npy").where("_row in (5, 500000, 900000)");
    List<RecordedRequest> requests = data(asked("3 rows far apart", () -> noop(array)));
    assertThat(requests).hasSize(3);
    assertThat(received(requests)).isLessThanOrEqualTo(3 * (ROW_BYTES + HEAD));
  }

  @Test
  void prunedFilesAreNotAskedFor() throws Exception {
    Dataset<Row> array = memmap().load(ROOT + "/parts").where("year = 2021");
    List<RecordedRequest> requests = data(asked("one of 4 folders", () -> noop(array)));
    assertThat(requests)
        .hasSizeBetween(5, 6) // two tasks may read parts of one file
        .allMatch(request -> request.target().contains("year%3D2021"));
  }

  private static Void noop(Dataset<Row> array) {
    array.write().format("noop").mode("overwrite").save();
    return null;
  }
}
