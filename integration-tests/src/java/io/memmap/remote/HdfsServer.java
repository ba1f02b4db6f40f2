package io.memmap.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A namenode and two datanodes in one process: {@code MiniDFSClusterManager} of Hadoop's tests. It
 * chooses free ports.
 */
public final class HdfsServer implements RemoteServer {
  private static final Pattern PORT = Pattern.compile("\"namenode_port\": *\"?(\\d+)");

  private final ServerProcess process;
  private final int port;

  private HdfsServer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it with its files in a folder. */
  public static HdfsServer start(Path folder) throws IOException {
    Path details = folder.toAbsolutePath().resolve("details.json");
    Files.deleteIfExists(details);
    ServerProcess process =
        ServerProcess.start(
            folder,
            "hdfs",
            List.of("-Xmx384m", "--add-opens=java.base/java.lang=ALL-UNNAMED"),
            List.of(
                "org.apache.hadoop.test.MiniDFSClusterManager",
                "-format",
                "-datanodes",
                "2",
                "-nnport",
                "0",
                "-writeDetails",
                details.toString(),
                "-D",
                "hdfs.minidfs.basedir=" + folder.toAbsolutePath().resolve("blocks")));
    process.await(() -> Files.exists(details) && port(details).find());
    Matcher port = port(details);
    return new HdfsServer(process, port.find() ? Integer.parseInt(port.group(1)) : 0);
  }

  private static Matcher port(Path details) throws IOException {
    return PORT.matcher(Files.readString(details));
  }

  @Override
  public String root() {
    return "hdfs://127.0.0.1:" + port;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        // Small blocks, so that arrays of tests have several
        "dfs.blocksize",
        "1m",
        "dfs.replication",
        "1",
        // The client asks again sooner than after 400 ms whether a block has been reported
        "dfs.client.block.write.locateFollowingBlock.initial.delay.ms",
        "10");
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
