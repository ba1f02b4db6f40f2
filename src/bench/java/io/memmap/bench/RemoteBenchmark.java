package io.memmap.bench;

import io.memmap.remote.HdfsServer;
import io.memmap.remote.LatencyProxy;
import io.memmap.remote.RecordedRequest;
import io.memmap.remote.S3Server;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Compares reads of a float32 array from S3, behind a proxy that makes each request wait, with a
 * plain download and with uncompressed Parquet from the same server; and reads from HDFS with local
 * ones. Arguments: bytes (1g), rounds (5), milliseconds of each request to S3 (30), connections of
 * the plain download (8), type of S3A's streams (classic; analytics is Hadoop's default since 3.5),
 * folder for the files.
 */
public final class RemoteBenchmark {
  private static final String BUCKET = "bench";
  private static final String STREAMS = "fs.s3a.input.stream.type";
  private static final int COLUMNS = 16;
  private static final double NANOS = 1e9;

  private final BenchArray array;
  private final LatencyProxy proxy;
  private final SparkSession session;
  private final PrintStream out;
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
  private final Map<String, List<RecordedRequest>> requests = new LinkedHashMap<>();

  private RemoteBenchmark(
      BenchArray array, LatencyProxy proxy, SparkSession session, PrintStream out) {
    this.array = array;
    this.proxy = proxy;
    this.session = session;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    long bytes = JavaUtils.byteStringAsBytes(args.length > 0 ? args[0] : "1g");
    int rounds = Integer.parseInt(args.length > 1 ? args[1] : "5");
    long millis = Long.parseLong(args.length > 2 ? args[2] : "30");
    int connections = Integer.parseInt(args.length > 3 ? args[3] : "8");
    String streams = args.length > 4 ? args[4] : "classic";
    Path folder = Path.of(args.length > 5 ? args[5] : "target/bench/remote").toAbsolutePath();
    try (S3Server s3 = S3Server.startOpen(fresh(folder.resolve("s3")), BUCKET);
        HdfsServer hdfs = HdfsServer.start(fresh(folder.resolve("hdfs")));
        LatencyProxy proxy = LatencyProxy.start(s3.port(), millis)) {
      SparkSession session = session(s3, proxy);
      session.sparkContext().hadoopConfiguration().set(STREAMS, streams);
      try {
        BenchArray array = BenchArray.vector(folder.resolve("data"), "1d", bytes);
        RemoteBenchmark benchmark = new RemoteBenchmark(array, proxy, session, System.out);
        benchmark.putFiles(s3, hdfs.root());
        benchmark.run(hdfs.root(), rounds, connections, millis);
      } finally {
        session.stop();
      }
    }
  }

  /** Without the files of another size of the last run. */
  private static Path fresh(Path folder) throws IOException {
    TestData.delete(folder);
    return Files.createDirectories(folder);
  }

  private static SparkSession session(S3Server s3, LatencyProxy proxy) {
    SparkSession session =
        ReadBenchmark.session("memmap remote benchmark", BenchOptions.parse("--cores", "2"));
    s3.settings(proxy.port()).forEach(session.sparkContext().hadoopConfiguration()::set);
    return session;
  }

  private void run(String hdfs, int rounds, int connections, long millis) throws Exception {
    String onHdfs = hdfs + "/1d.dat";
    out.printf(
        "%d bytes, %d rounds, %d ms for each request to S3, Spark %s%n",
        array.bytes(), rounds, millis, session.version());
    String onS3 = "s3a://" + BUCKET + "/1d.dat";
    URI plain = URI.create("http://127.0.0.1:" + proxy.port() + "/" + BUCKET + "/1d.dat");
    String parquet = "s3a://" + BUCKET + "/" + array.parquet(Layout.COLUMNS).getFileName();
    double all = sum(vector().load(array.file().toString()), "value");
    double one = sum(table().load(array.file().toString()), "_c7");
    for (int round = 0; round <= rounds; round++) {
      boolean counts = round > 0;
      RangedDownload download = new RangedDownload(plain, array.bytes(), connections);
      time("plain download", array.bytes(), download::run, counts);
      time("S3 scan", all, () -> sum(vector().load(onS3), "value"), counts);
      time("S3 Parquet", all, () -> sum(session.read().parquet(parquet), "value"), counts);
      time("S3 column of 16", one, () -> sum(table().load(onS3), "_c7"), counts);
      time("HDFS scan", all, () -> sum(vector().load(onHdfs), "value"), counts);
      time("local scan", all, () -> sum(vector().load(array.file().toString()), "value"), counts);
    }
    report();
  }

  /** Makes the files and copies them to the servers, without the proxy. */
  private void putFiles(S3Server s3, String hdfs) throws IOException {
    Path copy = array.parquet(Layout.COLUMNS);
    new TestData(new SparkReads(session), new Progress(System.err))
        .ensureParquet(array, Layout.COLUMNS);
    Configuration direct = new Configuration(session.sparkContext().hadoopConfiguration());
    s3.settings(s3.port()).forEach(direct::set);
    // The server loses connections when it is sent large files in parts
    direct.set("fs.s3a.multipart.threshold", "64G");
    for (String root : List.of("s3a://" + BUCKET, hdfs)) {
      try (FileSystem fs = FileSystem.newInstance(URI.create(root), direct)) {
        for (Path local : List.of(array.file(), copy)) {
          fs.copyFromLocalFile(
              false,
              true,
              new org.apache.hadoop.fs.Path(local.toUri()),
              new org.apache.hadoop.fs.Path(root + "/" + local.getFileName()));
        }
      }
    }
  }

  private DataFrameReader vector() {
    return reader().option("shape", array.shape());
  }

  /** The same bytes as 16 columns in order F. */
  private DataFrameReader table() {
    long rows = array.bytes() / Float.BYTES / COLUMNS;
    return reader().option("shape", rows + "," + COLUMNS).option("order", "F");
  }

  /** Pushdown is off, since the time to make Spark's rows is part of every contender. */
  private DataFrameReader reader() {
    return session
        .read()
        .format("memmap")
        .option("dtype", array.kind().typeName())
        .option("access", "read")
        .option("pushdown", "false");
  }

  private static double sum(Dataset<Row> rows, String column) {
    String doubled = "sum(cast(" + column + " as double) * 2 + 1)";
    return rows.selectExpr(doubled).collectAsList().get(0).getDouble(0);
  }

  private void time(String name, Object right, Callable<?> work, boolean counts) throws Exception {
    if (!session.sparkContext().hadoopConfiguration().get(STREAMS).equals("classic")) {
      FileSystem.closeAll(); // other streams keep objects in memory for the next ones
    }
    proxy.forget();
    long begun = System.nanoTime();
    Steps.expect(right, work.call());
    double took = (System.nanoTime() - begun) / NANOS;
    if (counts) {
      seconds.computeIfAbsent(name, key -> new ArrayList<>()).add(took);
      requests.put(name, proxy.requests());
    }
    say("  %-16s %8.3f s", name, took);
  }

  private void report() {
    say("%-16s %9s %9s %8s %9s %12s", "", "median s", "min s", "MB/s", "requests", "bytes");
    seconds.forEach(
        (name, times) -> {
          Statistics some = Statistics.of(times);
          long received =
              requests.get(name).stream().mapToLong(request -> request.received().get()).sum();
          say(
              "%-16s %9.3f %9.3f %8.1f %9d %12d",
              name,
              some.median(),
              some.min(),
              array.bytes() / 1e6 / some.median(),
              requests.get(name).size(),
              received);
        });
    say("S3 scan to plain download %.2f (at least 0.8)", speed("S3 scan", "plain download"));
    say("S3 scan to Parquet %.2f (at least 3)", speed("S3 scan", "S3 Parquet"));
    long column = array.bytes() / COLUMNS;
    long read =
        requests.get("S3 column of 16").stream()
            .filter(RecordedRequest::readsData)
            .mapToLong(request -> request.received().get())
            .sum();
    say("bytes of a column read %.3f times (at most 1.1)", (double) read / column);
    say("HDFS scan to local scan %.2f (at least 0.7)", speed("HDFS scan", "local scan"));
  }

  /** How many times as fast the one is as the other. */
  private double speed(String one, String other) {
    return Statistics.of(seconds.get(other)).median() / Statistics.of(seconds.get(one)).median();
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
