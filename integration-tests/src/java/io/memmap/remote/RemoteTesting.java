package io.memmap.remote;

import io.memmap.it.EmptyDirectory;
import io.memmap.testing.ArrayFolder;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server for the tests of a class, which Spark knows: {@code @RegisterExtension static final
 * RemoteTesting REMOTE = RemoteTesting.hdfs();}. All classes of a test JVM share one server of each
 * kind; it ends when JUnit or the JVM does.
 */
public final class RemoteTesting implements BeforeAllCallback {
  /** Starts a server with its files in a folder. */
  @FunctionalInterface
  private interface Start {
    RemoteServer in(Path folder) throws IOException;
  }

  private final String name;
  private final Start start;
  private final SparkTesting spark = new SparkTesting();
  private final String bucket;
  private RemoteServer server;
  private String folder;

  private RemoteTesting(String name, Start start, String bucket) {
    this.name = name;
    this.start = start;
    this.bucket = bucket;
  }

  public static RemoteTesting hdfs() {
    return new RemoteTesting("hdfs", HdfsServer::start, null);
  }

  /** S3, read by the streams that are the default of this Hadoop. */
  public static RemoteTesting s3() {
    return new RemoteTesting("s3", S3Server::start, S3Server.BUCKET);
  }

  /** S3, read by the streams that all Hadoops have. */
  public static RemoteTesting s3Classic() {
    return new RemoteTesting("s3", S3Server::start, S3Server.CLASSIC);
  }

  /** SeaweedFS, which is another S3 server. */
  public static RemoteTesting seaweed() {
    return new RemoteTesting("seaweed", SeaweedServer::start, null);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    spark.beforeAll(context);
    server =
        context
            .getStore(
                ExtensionContext.StoreScope.LAUNCHER_SESSION,
                ExtensionContext.Namespace.create(RemoteTesting.class))
            .getOrComputeIfAbsent(name, key -> started(), RemoteServer.class);
    server.settings().forEach(configuration()::set);
    String root = bucket == null ? server.root() : "s3a://" + bucket;
    folder = root + "/" + context.getRequiredTestClass().getSimpleName();
  }

  private RemoteServer started() {
    try {
      return start.in(EmptyDirectory.of(System.getProperty("it.servers", "servers"), name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public SparkSession spark() {
    return spark.spark();
  }

  /** The configuration of Spark's context. */
  public Configuration configuration() {
    return spark().sparkContext().hadoopConfiguration();
  }

  /** The folder of this test class on the server, without a slash at the end. */
  public String folder() {
    return folder;
  }

  /** A new folder below that of this test class. */
  public ArrayFolder folder(String name) {
    return empty(folder + "/" + name);
  }

  /** A new folder in another bucket of S3. */
  public ArrayFolder folderOf(String other, String name) {
    return empty("s3a://" + other + "/" + name);
  }

  private ArrayFolder empty(String uri) {
    try {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(uri);
      path.getFileSystem(configuration()).delete(path, true);
      return new RemoteFolder(uri, configuration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lets what is in a folder of S3, besides one object, look more than a day old; does nothing for
   * other servers.
   */
  public void makeOlder(String uri, String besides) throws IOException {
    if (!(server instanceof S3Server s3)) {
      return;
    }
    URI folder = URI.create(uri);
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
    try (Stream<Path> files =
        Files.walk(s3.bucket(folder.getHost()).resolve(folder.getPath().substring(1)))) {
      for (Path file : files.filter(path -> !path.endsWith(besides)).toList()) {
        Files.setLastModifiedTime(file, old);
      }
    }
  }

  /** A new proxy in front of S3. */
  public FaultProxy faultProxy() throws IOException {
    return FaultProxy.start(((S3Server) server).port());
  }

  /** Hadoop's settings that clients of the server need. */
  public Map<String, String> settings() {
    return server.settings();
  }

  RemoteServer server() {
    return server;
  }

  public FileSystem fileSystem() throws IOException {
    return new org.apache.hadoop.fs.Path(folder).getFileSystem(configuration());
  }

  /**
   * Copies a local file or folder to the server, over what is there.
   *
   * @param name below the folder of this test class
   * @return its URI
   */
  public String put(Path local, String name) throws IOException {
    String target = folder + "/" + name;
    fileSystem()
        .copyFromLocalFile(
            false,
            true,
            new org.apache.hadoop.fs.Path(local.toUri()),
            new org.apache.hadoop.fs.Path(target));
    return target;
  }

  /**
   * Copies a local file to a folder of its own on the server; does nothing if there is none.
   *
   * @return its URI
   */
  public String putIfThere(Path local) throws IOException {
    String name = local.getParent().hashCode() + "/" + local.getFileName();
    return Files.exists(local) ? put(local, name) : folder + "/" + name;
  }
}
