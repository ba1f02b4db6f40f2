package io.memmap.storage.hadoop;

import io.memmap.array.ByteRange;
import io.memmap.storage.file.Access;
import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.HeaderReads;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.ReadCosts;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.file.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Every file system that Hadoop's configuration knows. Storages with the same settings of the read
 * are equal.
 */
public final class HadoopStorage implements Storage {
  private static final long serialVersionUID = 1L;

  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;

  /** One request takes as long as some megabytes do, so requests are large and run in parallel. */
  private static final ReadCosts OF_OBJECTS = new ReadCosts(0, 8 * MIB, 64 * MIB, MIB, 3, 16);

  /**
   * As of objects, but a further read of a datanode takes a millisecond or two, so fewer blocks in
   * flight hide it.
   */
  private static final ReadCosts OF_HDFS = new ReadCosts(0, 8 * MIB, 64 * MIB, 256 * KIB, 2, 16);

  /** A request takes 10 to 100 ms, most of which a thread waits. */
  private static final int MOST_THREADS = 64;

  private static final Set<String> WITH_BLOCKS = Set.of("hdfs", "viewfs");

  private final SentConfiguration configuration;

  /** Of the read; they may be secret. */
  private final TreeMap<String, String> settings;

  private HadoopStorage(SentConfiguration configuration, Map<String, String> settings) {
    this.configuration = configuration;
    this.settings = new TreeMap<>(settings);
  }

  /**
   * The file systems of a configuration.
   *
   * @param settings of the read, which the configuration contains
   */
  public static HadoopStorage of(Configuration configuration, Map<String, String> settings) {
    return new HadoopStorage(new SentConfiguration(configuration), settings);
  }

  /** The file system of a location, shared by all of this JVM that name the same one. */
  public FileSystem fileSystem(Location location) throws IOException {
    try {
      return path(location).getFileSystem(configuration.get());
    } catch (UnsupportedFileSystemException e) {
      throw HadoopErrors.unknownScheme(location, e);
    } catch (NoClassDefFoundError e) {
      throw HadoopErrors.noLibrary(location, "class " + e.getMessage() + " is missing", null);
    } catch (RuntimeException e) {
      throw e.getCause() instanceof ClassNotFoundException
          ? HadoopErrors.noLibrary(location, e.getCause().getMessage(), e)
          : HadoopErrors.failed(location, FailureKind.of(e), e);
    } catch (IOException e) {
      throw HadoopErrors.onDriver(location, e);
    }
  }

  Configuration configuration() {
    return configuration.get();
  }

  /** The path that Hadoop has for a location. */
  public static Path path(Location location) {
    return new Path(location.toString());
  }

  @Override
  public Location qualified(Location location) throws IOException {
    return Location.parse(fileSystem(location).makeQualified(path(location)).toString());
  }

  @Override
  public FileEntry look(FileEntry entry) throws IOException {
    if (entry.exists()) {
      return entry;
    }
    Location location = entry.location();
    FileSystem fs = fileSystem(location);
    try {
      FileStatus status = fs.getFileStatus(path(location));
      boolean located = status.isFile() && tellsBlocks(location);
      FileBlocks blocks =
          located ? FileBlocks.of(fs.getFileBlockLocations(status, 0, status.getLen())) : null;
      return entry(fs, status, blocks);
    } catch (FileNotFoundException none) {
      return new FileEntry(location, Optional.empty());
    } catch (IOException e) {
      throw HadoopErrors.onDriver(location, e);
    }
  }

  /** The stamp of a file that has this status, without its blocks. */
  public static FileStamp stamp(FileSystem fs, FileStatus status) {
    return Versions.stamp(fs, status, null);
  }

  /** Whether the file system tells true hosts of blocks, in the same answer as a listing. */
  private static boolean tellsBlocks(Location location) {
    return WITH_BLOCKS.contains(location.scheme());
  }

  @Override
  public List<FileEntry> list(Location folder) throws IOException {
    FileSystem fs = fileSystem(folder);
    Path path = path(folder);
    try {
      RemoteIterator<? extends FileStatus> listed =
          tellsBlocks(folder) ? fs.listLocatedStatus(path) : fs.listStatusIterator(path);
      List<FileEntry> entries = entries(fs, listed);
      boolean isFile =
          entries.size() == 1 && entries.get(0).location().equals(folder) && isFile(entries.get(0));
      if (isFile) {
        throw new NotDirectoryException(folder.toString());
      }
      return entries;
    } catch (FileNotFoundException e) {
      throw new NoSuchFileException(folder.toString());
    } catch (NotDirectoryException e) {
      throw e;
    } catch (IOException e) {
      throw HadoopErrors.onDriver(folder, e);
    }
  }

  private static boolean isFile(FileEntry entry) {
    return entry.exists() && !entry.isFolder();
  }

  /** S3A lists all keys below a prefix by one request for each thousand of them. */
  @Override
  public Optional<List<FileEntry>> filesBelow(Location folder) throws IOException {
    if (!folder.scheme().equals("s3a")) {
      return Optional.empty();
    }
    FileSystem fs = fileSystem(folder);
    try {
      return Optional.of(entries(fs, fs.listFiles(path(folder), true)));
    } catch (IOException e) {
      throw HadoopErrors.onDriver(folder, e);
    }
  }

  private static List<FileEntry> entries(FileSystem fs, RemoteIterator<? extends FileStatus> listed)
      throws IOException {
    List<FileEntry> entries = new ArrayList<>();
    while (listed.hasNext()) {
      FileStatus status = listed.next();
      entries.add(entry(fs, status, listedBlocks(fs, status)));
    }
    return entries;
  }

  /** The blocks that a listing tells; null if it tells none. */
  private static FileBlocks listedBlocks(FileSystem fs, FileStatus status) throws IOException {
    return status instanceof LocatedFileStatus located
            && status.isFile()
            && WITH_BLOCKS.contains(fs.getUri().getScheme())
        ? FileBlocks.of(located.getBlockLocations())
        : null;
  }

  private static FileEntry entry(FileSystem fs, FileStatus status, FileBlocks blocks)
      throws IOException {
    Location location = Location.parse(status.getPath().toString());
    return new FileEntry(location, Optional.of(Versions.state(fs, status, blocks)));
  }

  @Override
  public int threadsFor(int looks) {
    return Math.min(MOST_THREADS, looks);
  }

  @Override
  public HeaderReads headers(int files) {
    return new HadoopHeaders(this, files);
  }

  @Override
  public Map<String, Long> bytesByHost(FileStamp planned, ByteRange range) {
    return OpenToken.blocks(planned).map(blocks -> blocks.bytesByHost(range)).orElse(Map.of());
  }

  @Override
  public SourceFile open(FileStamp planned, long end) throws IOException {
    return StreamFile.open(fileSystem(planned.location()), planned, end);
  }

  @Override
  public boolean opensSeenFilesOnly(FileStamp seen) {
    return true;
  }

  @Override
  public void checkAgain(FileStamp planned, long end) {}

  @Override
  public boolean isGone(FileStamp planned) {
    try {
      fileSystem(planned.location()).getFileStatus(path(planned.location()));
      return false;
    } catch (FileNotFoundException gone) {
      return true;
    } catch (IOException readReportsIt) {
      return false;
    }
  }

  @Override
  public ReadCosts costs(FileStamp file, Access access) {
    return tellsBlocks(file.location()) ? OF_HDFS : OF_OBJECTS;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HadoopStorage storage && settings.equals(storage.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  /** Without the settings, which may be secret. */
  @Override
  public String toString() {
    return "Hadoop's file systems";
  }
}
