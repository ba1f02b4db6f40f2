package io.memmap.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** S3Proxy over a folder, whose subfolders are its buckets. */
public final class S3Server implements RemoteServer {
  static final String KEY = "testkey";
  static final String SECRET = "testsecret";

  /** A bucket, read by the streams that are Hadoop's default. */
  static final String BUCKET = "arrays";

  /** A bucket that is read by the streams that were the only ones before Hadoop 3.4. */
  static final String CLASSIC = "classic";

  /** Buckets of tests that set their own settings. */
  static final String COUNTED = "counted";

  static final String DELEGATED = "delegated";
  static final String REFUSED = "refused";
  static final String CREATED = "created";
  static final String UPLOADED = "uploaded";
  static final String FEW_CONNECTIONS = "few-connections";
  static final String FAULTY = "faulty";

  /** A bucket of writers that are killed. */
  public static final String KILLED = "killed";

  private static final List<String> BUCKETS =
      List.of(
          BUCKET,
          CLASSIC,
          COUNTED,
          CREATED,
          UPLOADED,
          DELEGATED,
          REFUSED,
          FEW_CONNECTIONS,
          FAULTY,
          KILLED);
  private static final int ATTEMPTS = 3;
  private static final String LOGGING =
      """
      <configuration>
        <appender name="STDOUT" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d{HH:mm:ss} %-5level %logger{30}: %msg%n</pattern></encoder>
        </appender>
        <root level="WARN"><appender-ref ref="STDOUT"/></root>
      </configuration>
      """;

  private final ServerProcess process;
  private final int port;

  private final Path folder;

  private S3Server(ServerProcess process, int port, Path folder) {
    this.process = process;
    this.port = port;
    this.folder = folder;
  }

  /** Starts it with its files in a folder. */
  public static S3Server start(Path folder) throws IOException {
    return start(folder, "aws-v2-or-v4", BUCKETS);
  }

  /** Starts it with one bucket, for clients without credentials too. */
  public static S3Server startOpen(Path folder, String bucket) throws IOException {
    return start(folder, "none", List.of(bucket));
  }

  private static S3Server start(Path folder, String authorization, List<String> buckets)
      throws IOException {
    for (String bucket : buckets) {
      Files.createDirectories(folder.resolve("buckets").resolve(bucket));
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return start(folder.toAbsolutePath(), authorization, freePort());
      } catch (IOException portWasTaken) {
        if (attempt == ATTEMPTS) {
          throw portWasTaken;
        }
      }
    }
  }

  private static S3Server start(Path folder, String authorization, int port) throws IOException {
    Path logging = Files.writeString(folder.resolve("logback.xml"), LOGGING);
    Path properties = properties(folder, authorization, port);
    ServerProcess process =
        ServerProcess.start(
            folder,
            "s3proxy",
            List.of("-Xmx256m", "-Dlogback.configurationFile=" + logging),
            List.of("org.gaul.s3proxy.Main", "--properties", properties.toString()));
    process.await(() -> answers(port));
    return new S3Server(process, port, folder);
  }

  private static Path properties(Path folder, String authorization, int port) throws IOException {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "s3proxy.endpoint",
            "http://127.0.0.1:" + port,
            "s3proxy.authorization",
            authorization,
            "s3proxy.identity",
            KEY,
            "s3proxy.credential",
            SECRET,
            "jclouds.provider",
            "filesystem-nio2",
            "jclouds.filesystem.basedir",
            folder.resolve("buckets").toString(),
            "jclouds.identity",
            "unused",
            "jclouds.credential",
            "unused"));
    Path file = folder.resolve("s3proxy.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    return file;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  long pid() {
    return process.pid();
  }

  /** The local folder in which it keeps a bucket. */
  public Path bucket(String name) {
    return folder.resolve("buckets").resolve(name);
  }

  public int port() {
    return port;
  }

  @Override
  public String root() {
    return "s3a://" + BUCKET;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(settings(port));
    settings.put("fs.s3a.bucket." + CLASSIC + ".input.stream.type", "classic");
    return settings;
  }

  /**
   * Settings of clients that reach it by another port.
   *
   * @param proxy a port of this machine
   */
  public Map<String, String> settings(int proxy) {
    return at(proxy);
  }

  private static Map<String, String> at(int port) {
    return Map.of(
        "fs.s3a.endpoint",
        "http://127.0.0.1:" + port,
        "fs.s3a.endpoint.region",
        "us-east-1",
        "fs.s3a.path.style.access",
        "true",
        "fs.s3a.connection.ssl.enabled",
        "false",
        "fs.s3a.attempts.maximum",
        "2",
        "fs.s3a.retry.limit",
        "2",
        "fs.s3a.fast.upload.buffer",
        "bytebuffer",
        "fs.s3a.access.key",
        KEY,
        "fs.s3a.secret.key",
        SECRET);
  }

  /** Settings for one bucket of a server on a port of this machine. */
  static Map<String, String> ofBucket(String bucket, int port) {
    Map<String, String> settings = new HashMap<>();
    at(port)
        .forEach(
            (name, value) ->
                settings.put(name.replace("fs.s3a.", "fs.s3a.bucket." + bucket + "."), value));
    return settings;
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
