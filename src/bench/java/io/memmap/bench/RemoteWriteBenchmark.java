package io.memmap.bench;

import io.memmap.remote.HdfsServer;
import io.memmap.remote.LatencyProxy;
import io.memmap.remote.S3Server;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Compares overwrites of a float32 array on HDFS, and on S3 behind a proxy that makes each request
 * wait, with uncompressed Parquet on the same server, and with a copy of the file by one client.
 * Each file that the connector has written is compared byte for byte. Arguments: bytes (1g), rounds
 * (5), milliseconds of each request to S3 (30), megabytes per second of each connection to S3 in
 * each direction (0, which is any), folder for the files.
 */
public final class RemoteWriteBenchmark {
  private static final String BUCKET = "bench";
  private static final String COMMITTER = "mapreduce.fileoutputcommitter.algorithm.version";
  private static final int CHUNK = 1 << 20;
  private static final int CORES = 2;
  private static final int WARM_UP = 2;
  private static final long MB = 1_000_000;

  private final BenchArray array;
  private final SparkSession session;
  private final RemoteTimings timings;

  private RemoteWriteBenchmark(
      BenchArray array, LatencyProxy proxy, SparkSession session, PrintStream out) {
    this.array = array;
    this.session = session;
    this.timings = new RemoteTimings(proxy, out);
  }

  /** A write that is timed. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  public static void main(String[] args) throws Exception {
    long bytes = JavaUtils.byteStringAsBytes(args.length > 0 ? args[0] : "1g");
    int rounds = Integer.parseInt(args.length > 1 ? args[1] : "5");
    long millis = Long.parseLong(args.length > 2 ? args[2] : "30");
    long limit = MB * Long.parseLong(args.length > 3 ? args[3] : "0");
    Path folder = Path.of(args.length > 4 ? args[4] : "target/bench/remote").toAbsolutePath();
    try (S3Server s3 = S3Server.startOpen(TestData.fresh(folder.resolve("s3")), BUCKET);
        HdfsServer hdfs = HdfsServer.start(TestData.fresh(folder.resolve("hdfs")));
        LatencyProxy proxy =
            LatencyProxy.start(s3.port(), millis, limit == 0 ? Long.MAX_VALUE : limit)) {
      SparkSession session = session(s3, proxy);
      try {
        BenchArray array = BenchArray.vector(folder.resolve("data"), "1d", bytes);
        new TestData(new SparkReads(session), new Progress(System.err)).ensure(array);
        RemoteWriteBenchmark benchmark =
            new RemoteWriteBenchmark(array, proxy, session, System.out);
        benchmark.timings.say(
            "%d bytes, %d rounds, %d ms for each request to S3, %s MB/s for each connection,"
                + " Spark %s",
            bytes, rounds, millis, limit == 0 ? "any" : limit / MB, session.version());
        benchmark.run(hdfs.root(), rounds);
      } finally {
        session.stop();
      }
    }
  }

  private static SparkSession session(S3Server s3, LatencyProxy proxy) {
    SparkSession session =
        ReadBenchmark.session(
            "memmap remote write benchmark", BenchOptions.parse("--cores", "" + CORES));
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    s3.settings(proxy.port()).forEach(hadoop::set);
    hadoop.set("dfs.replication", "1"); // all datanodes are on this machine
    return session;
  }

  private void run(String hdfs, int rounds) throws Exception {
    for (int round = 1 - WARM_UP; round <= rounds; round++) {
      boolean counts = round > 0;
      for (String root : List.of(hdfs, "s3a://" + BUCKET)) {
        String store = root.equals(hdfs) ? "HDFS" : "S3";
        String target = root + "/written.dat";
        time(store + " copy", () -> copy(root + "/copied.dat"), counts);
        time(store + " memmap", () -> memmap(true).save(target), counts);
        check(target);
        time(store + " memmap no sync", () -> memmap(false).save(target), counts);
        check(target);
        time(store + " Parquet", () -> parquet("1").parquet(root + "/parquet"), counts);
        time(store + " Parquet v2", () -> parquet("2").parquet(root + "/parquet-2"), counts);
      }
    }
    report();
  }

  private Dataset<Row> rows() {
    return new SparkReads(session).memmap(array, Layout.COLUMNS, "mmap");
  }

  private DataFrameWriter<Row> memmap(boolean sync) {
    return rows().write().format("memmap").mode(SaveMode.Overwrite).option("sync", sync);
  }

  /**
   * Parquet files of Spark.
   *
   * @param committer 1, which is Spark's default, renames all files twice; 2 renames them once
   */
  private DataFrameWriter<Row> parquet(String committer) {
    return rows()
        .write()
        .mode(SaveMode.Overwrite)
        .option("compression", "uncompressed")
        .option(COMMITTER, committer);
  }

  private FileSystem fileSystem(String uri) throws IOException {
    return new org.apache.hadoop.fs.Path(uri)
        .getFileSystem(session.sparkContext().hadoopConfiguration());
  }

  private void copy(String target) throws IOException {
    fileSystem(target)
        .copyFromLocalFile(
            false,
            true,
            new org.apache.hadoop.fs.Path(array.file().toUri()),
            new org.apache.hadoop.fs.Path(target));
  }

  /** Fails unless the written file has the bytes of the array that was read. */
  private void check(String target) throws IOException {
    try (InputStream expected = new BufferedInputStream(Files.newInputStream(array.file()), CHUNK);
        InputStream found = fileSystem(target).open(new org.apache.hadoop.fs.Path(target))) {
      for (long at = 0; at <= array.bytes(); at += CHUNK) {
        if (!Arrays.equals(expected.readNBytes(CHUNK), found.readNBytes(CHUNK))) {
          throw new IllegalStateException(target + " has other bytes from " + at + " on");
        }
      }
    }
  }

  private void time(String name, Work work, boolean counts) throws Exception {
    timings.time(
        name,
        true,
        () -> {
          work.run();
          return true;
        },
        counts);
  }

  private void report() {
    timings.report(array.bytes());
    say("HDFS memmap to Parquet", timings.speed("HDFS memmap", "HDFS Parquet"), "(at least 3)");
    say("S3 memmap to Parquet", timings.speed("S3 memmap", "S3 Parquet"), "(at least 2)");
    say("S3 memmap to Parquet v2", timings.speed("S3 memmap", "S3 Parquet v2"), "");
    say("S3 memmap to a copy by one client", timings.speed("S3 memmap", "S3 copy"), "");
    double sent = (double) timings.sent("S3 memmap") / array.bytes();
    timings.say("bytes sent to S3 %.4f of the array (at most 1.02)", sent);
  }

  private void say(String what, double speed, String wanted) {
    timings.say("%s %.2f %s", what, speed, wanted);
  }
}
