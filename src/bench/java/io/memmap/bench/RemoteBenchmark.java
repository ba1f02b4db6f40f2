package io.memmap.bench;

import io.memmap.remote.HdfsServer;
import io.memmap.remote.LatencyProxy;
import io.memmap.remote.S3Server;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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
 * plain download and with uncompressed Parquet from the same server; and reads from HDFS with a
 * plain download and with local reads. Arguments: bytes (1g), rounds (5), milliseconds of each
 * request to S3 (30), most MB/s of each connection to S3 (0: as many as there are), connections of
 * the plain download (8, as the scan has), type of S3A's streams (classic; analytics is Hadoop's
 * default since 3.5), folder for the files.
 *
 * <p>Everything runs on one machine, so servers and contenders share its processors. Processor time
 * of all of them is reported: a contender that takes as much of it as there is cannot be faster
 * there. A limit for each connection makes the network the bound, as it is with stores far away.
 */
public final class RemoteBenchmark {
  private static final String BUCKET = "bench";
  private static final String STREAMS = "fs.s3a.input.stream.type";
  private static final int COLUMNS = 16;
  private static final int CORES = 2;
  private static final long MB = 1_000_000;

  /** HotSpot compiles what the scans run for some rounds. */
  private static final int WARM_UP = 4;

  private final BenchArray array;
  private final LatencyProxy proxy;
  private final SparkSession session;
  private final RemoteTimings timings;

  private RemoteBenchmark(
      BenchArray array, LatencyProxy proxy, SparkSession session, PrintStream out) {
    this.array = array;
    this.proxy = proxy;
    this.session = session;
    this.timings = new RemoteTimings(proxy, out);
  }

  public static void main(String[] args) throws Exception {
    long bytes = JavaUtils.byteStringAsBytes(args.length > 0 ? args[0] : "1g");
    int rounds = Integer.parseInt(args.length > 1 ? args[1] : "5");
    long millis = Long.parseLong(args.length > 2 ? args[2] : "30");
    long limit = MB * Long.parseLong(args.length > 3 ? args[3] : "0");
    int connections = Integer.parseInt(args.length > 4 ? args[4] : "8");
    String streams = args.length > 5 ? args[5] : "classic";
    Path folder = Path.of(args.length > 6 ? args[6] : "target/bench/remote").toAbsolutePath();
    try (S3Server s3 = S3Server.startOpen(TestData.fresh(folder.resolve("s3")), BUCKET);
        HdfsServer hdfs = HdfsServer.start(TestData.fresh(folder.resolve("hdfs")));
        LatencyProxy proxy =
            LatencyProxy.start(s3.port(), millis, limit == 0 ? Long.MAX_VALUE : limit)) {
      SparkSession session = session(s3, proxy);
      session.sparkContext().hadoopConfiguration().set(STREAMS, streams);
      try {
        BenchArray array = BenchArray.vector(folder.resolve("data"), "1d", bytes);
        RemoteBenchmark benchmark = new RemoteBenchmark(array, proxy, session, System.out);
        benchmark.putFiles(s3, hdfs.root());
        benchmark.timings.say(
            "%d bytes, %d rounds, %d ms for each request to S3, %s MB/s for each connection,"
                + " Spark %s",
            bytes, rounds, millis, limit == 0 ? "any" : limit / MB, session.version());
        benchmark.run(hdfs.root(), rounds, connections);
      } finally {
        session.stop();
      }
    }
  }

  private static SparkSession session(S3Server s3, LatencyProxy proxy) {
    SparkSession session =
        ReadBenchmark.session("memmap remote benchmark", BenchOptions.parse("--cores", "" + CORES));
    s3.settings(proxy.port()).forEach(session.sparkContext().hadoopConfiguration()::set);
    return session;
  }

  private void run(String hdfs, int rounds, int connections) throws Exception {
    String onHdfs = hdfs + "/1d.dat";
    String onS3 = "s3a://" + BUCKET + "/1d.dat";
    URI plain = URI.create("http://127.0.0.1:" + proxy.port() + "/" + BUCKET + "/1d.dat");
    String parquet = "s3a://" + BUCKET + "/" + array.parquet(Layout.COLUMNS).getFileName();
    double all = sum(vector().load(array.file().toString()), "value");
    double one = sum(table().load(array.file().toString()), "_c7");
    RangedDownload fromS3 = new RangedDownload(plain, array.bytes(), connections);
    for (int round = 1 - WARM_UP; round <= rounds; round++) {
      boolean counts = round > 0;
      time("S3 download", array.bytes(), fromS3::run, counts);
      time("S3 scan", all, () -> sum(vector().load(onS3), "value"), counts);
      time("S3 Parquet", all, () -> sum(session.read().parquet(parquet), "value"), counts);
      time("S3 column of 16", one, () -> sum(table().load(onS3), "_c7"), counts);
      time("HDFS download", array.bytes(), () -> downloadHdfs(onHdfs, connections), counts);
      time("HDFS scan", all, () -> sum(vector().load(onHdfs), "value"), counts);
      time("local scan", all, () -> sum(vector().load(array.file().toString()), "value"), counts);
    }
    report();
  }

  private long downloadHdfs(String file, int threads) throws Exception {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file);
    FileSystem fs = path.getFileSystem(session.sparkContext().hadoopConfiguration());
    return new HdfsDownload(fs, path, threads).run();
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
    timings.time(name, right, work, counts);
  }

  private void report() {
    timings.report(array.bytes());
    timings.say(
        "S3 scan to S3 download %.2f (at least 0.8)", timings.speed("S3 scan", "S3 download"));
    timings.say("S3 scan to Parquet %.2f (at least 3)", timings.speed("S3 scan", "S3 Parquet"));
    long column = array.bytes() / COLUMNS;
    double read = (double) timings.dataReceived("S3 column of 16") / column;
    timings.say("bytes of a column read %.3f times (at most 1.1)", read);
    timings.say(
        "HDFS scan to local scan %.2f (at least 0.7)", timings.speed("HDFS scan", "local scan"));
    timings.say("HDFS scan to HDFS download %.2f", timings.speed("HDFS scan", "HDFS download"));
  }
}
