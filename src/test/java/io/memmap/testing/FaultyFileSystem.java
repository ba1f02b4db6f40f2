package io.memmap.testing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.InvalidPathHandleException;
import org.apache.hadoop.fs.MultipartUploaderBuilder;
import org.apache.hadoop.fs.Options.HandleOpt;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathHandle;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.impl.OpenFileParameters;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system under a scheme of its own, with the faults of {@link Faults}. Under {@code
 * hdfs} it has handles of inodes and blocks on hosts.
 */
public final class FaultyFileSystem extends RawLocalFileSystem {
  /** Whether a look at a file is a part of a listing. */
  private static final ThreadLocal<Boolean> IS_LISTING = ThreadLocal.withInitial(() -> false);

  private URI uri;

  @Override
  public void initialize(URI name, Configuration configuration) throws IOException {
    String authority = name.getAuthority() == null ? "" : name.getAuthority();
    uri = URI.create(name.getScheme() + "://" + authority + "/");
    super.initialize(uri, configuration);
    setWorkingDirectory(new Path(uri.resolve("/")));
    Faults.current().fileSystems.incrementAndGet();
  }

  @Override
  public void close() throws IOException {
    Faults.current().fileSystems.decrementAndGet();
    super.close();
  }

  @Override
  public boolean hasPathCapability(Path path, String capability) throws IOException {
    return switch (capability) {
      case "fs.s3a.input.stream.type.analytics" -> isAnalytics();
      case "fs.capability.multipart.uploader" -> Faults.current().uploadsParts;
      case "fs.capability.paths.concat" -> Faults.current().concat;
      case "fs.capability.outputstream.abortable" -> Faults.current().publishesAtClose;
      case "fs.option.create.conditional.overwrite",
          "fs.option.create.conditional.overwrite.etag" ->
          Faults.current().conditionalCreates;
      case "fs.capability.paths.permissions", "fs.capability.paths.acls" -> false;
      default -> super.hasPathCapability(path, capability);
    };
  }

  private boolean isAnalytics() {
    String type = getConf().get("fs.s3a.bucket.host.input.stream.type", "analytics");
    return Faults.current().analytics && type.equals("analytics");
  }

  @Override
  public URI getUri() {
    return uri == null ? URI.create("faulty:///") : uri;
  }

  @Override
  public String getScheme() {
    return getUri().getScheme();
  }

  @Override
  public FSDataOutputStreamBuilder<?, ?> createFile(Path path) {
    return new FaultyCreate(this, path);
  }

  @Override
  public MultipartUploaderBuilder<?, ?> createMultipartUploader(Path base) throws IOException {
    if (!Faults.current().uploadsParts) {
      return super.createMultipartUploader(base);
    }
    return Faults.current().uploads.builder(this, base);
  }

  @Override
  public FSDataOutputStream createNonRecursive(
      Path path,
      FsPermission permission,
      EnumSet<CreateFlag> flags,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    if (flags.contains(CreateFlag.SYNC_BLOCK)) {
      Faults.current().syncedBlocks.add(local(path));
    }
    if (Faults.current().makesFolders) {
      throw new IOException("createNonRecursive unsupported for this filesystem " + getClass());
    }
    boolean overwrite = flags.contains(CreateFlag.OVERWRITE);
    return new FaultyCreate(this, path).overwrite(overwrite).build();
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      EnumSet<CreateFlag> flags,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    boolean overwrite = flags.contains(CreateFlag.OVERWRITE);
    return new FaultyCreate(this, path).overwrite(overwrite).recursive().build();
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return Faults.current().renames.test(local(from), local(to)) && super.rename(from, to);
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress)
      throws IOException {
    Faults.current().beforeAppend.accept(local(path));
    if (!Files.exists(local(path))) {
      throw new FileNotFoundException("File does not exist: " + path);
    }
    Object key = Files.getAttribute(local(path), "unix:fileKey");
    if (Faults.current().leases && Faults.current().held.contains(key)) {
      throw new IOException(
          "AlreadyBeingCreatedException: the lease is currently owned by another");
    }
    return super.append(path, bufferSize, progress);
  }

  /** As {@code FSDirConcatOp} of HDFS: in one folder, none empty, and the sources vanish. */
  @Override
  public void concat(Path target, Path[] sources) throws IOException {
    Faults faults = Faults.current();
    faults.beforeConcat.accept(local(target));
    if (faults.concatFailure != null) {
      throw faults.concatFailure;
    }
    for (Path source : sources) {
      if (Files.size(local(source)) == 0 || !source.getParent().equals(target.getParent())) {
        throw new IllegalArgumentException("cannot be joined: " + source);
      }
    }
    for (Path source : sources) {
      Files.write(local(target), Files.readAllBytes(local(source)), StandardOpenOption.APPEND);
      Files.delete(local(source));
    }
    faults.joined.incrementAndGet();
    if (faults.joinFails) {
      throw faults.failure;
    }
  }

  static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    Faults.current().beforeOpen.accept(local(path));
    if (!Files.isRegularFile(local(path))) {
      throw new FileNotFoundException("File does not exist: " + path);
    }
    if (isAnalytics()) {
      Faults.current().downloads.incrementAndGet();
    }
    return new FSDataInputStream(new FaultyStream(local(path)));
  }

  @Override
  protected CompletableFuture<FSDataInputStream> openFileWithOptions(
      Path path, OpenFileParameters parameters) throws IOException {
    Faults.current().openOptions.add(parameters.getOptions());
    return super.openFileWithOptions(path, parameters);
  }

  @Override
  public FSDataInputStream open(PathHandle handle, int bufferSize) throws IOException {
    Inode inode = (Inode) handle;
    Path path = new Path(inode.path);
    if (!Files.exists(local(path)) || !inode.key.equals(key(path))) {
      throw new InvalidPathHandleException("Wrong file");
    }
    return open(path, bufferSize);
  }

  @Override
  protected PathHandle createPathHandle(FileStatus status, HandleOpt... options) {
    try {
      return new Inode(status.getPath().toString(), key(status.getPath()));
    } catch (IOException gone) {
      throw new UnsupportedOperationException(gone);
    }
  }

  private static String key(Path path) throws IOException {
    return Files.getAttribute(local(path), "unix:fileKey").toString();
  }

  private record Inode(String path, String key) implements PathHandle {
    @Override
    public ByteBuffer bytes() {
      return ByteBuffer.wrap((path + key).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    if (!IS_LISTING.get()) {
      Faults.current().statuses.incrementAndGet();
    }
    return tagged(super.getFileStatus(path));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    Faults.current().lists.incrementAndGet();
    FileStatus[] listed;
    IS_LISTING.set(true);
    try {
      listed = super.listStatus(path);
    } finally {
      IS_LISTING.set(false);
    }
    FileStatus[] all = new FileStatus[listed.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = tagged(listed[i]);
    }
    return all;
  }

  /** A status without permissions, which Hadoop finds for the scheme {@code file} only. */
  private static FileStatus tagged(FileStatus status) throws IOException {
    FileStatus plain =
        new FileStatus(
            status.getLen(),
            status.isDirectory(),
            1,
            Faults.current().blockBytes,
            status.getModificationTime(),
            status.getPath());
    return Faults.current().etags && status.isFile() ? new Tagged(plain) : plain;
  }

  /** A status with an etag, as object stores have it. */
  private static final class Tagged extends FileStatus implements EtagSource {
    private static final long serialVersionUID = 1L;

    private final String etag;

    Tagged(FileStatus status) throws IOException {
      super(status);
      java.nio.file.Path file = local(status.getPath());
      etag =
          "\""
              + Faults.current()
                  .uploads
                  .etag(file)
                  .orElse("" + Arrays.hashCode(Files.readAllBytes(file)))
              + "\"";
    }

    @Override
    public String getEtag() {
      return etag;
    }
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus status, long start, long length) {
    Faults faults = Faults.current();
    faults.blockLooks.incrementAndGet();
    int count = (int) ((status.getLen() + faults.blockBytes - 1) / faults.blockBytes);
    BlockLocation[] blocks = new BlockLocation[count];
    for (int i = 0; i < count; i++) {
      long offset = i * faults.blockBytes;
      String host = faults.hosts[i % faults.hosts.length];
      blocks[i] =
          new BlockLocation(
              new String[] {host + ":9866"},
              new String[] {host, "localhost"},
              offset,
              Math.min(faults.blockBytes, status.getLen() - offset));
    }
    return blocks;
  }
}
