package io.memmap.storage.hadoop;

import io.memmap.storage.file.Access;
import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.OpenBytes;
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
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Every file system that Hadoop's configuration knows. Storages with the same settings of the read
 * are equal.
 */
public final class HadoopStorage implements Storage {
  private static final long serialVersionUID = 1L;

  private static final long MIB = 1L << 20;

  /** One request takes as long as some megabytes do, so requests are large and run in parallel. */
  private static final ReadCosts OF_OBJECTS = new ReadCosts(0, 8 * MIB, 64 * MIB, MIB, 2, 16);

  private final SentConfiguration configuration;

  /** Of the read; they may be secret. */
  private final TreeMap<String, String> settings;

  private HadoopStorage(SentConfiguration configuration, TreeMap<String, String> settings) {
    this.configuration = configuration;
    this.settings = settings;
  }

  /**
   * The file systems of a configuration.
   *
   * @param settings of the read, which the configuration contains
   */
  public static HadoopStorage of(Configuration configuration, Map<String, String> settings) {
    return new HadoopStorage(new SentConfiguration(configuration), new TreeMap<>(settings));
  }

  FileSystem fileSystem(Location location) throws IOException {
    try {
      return path(location).getFileSystem(configuration.get());
    } catch (UnsupportedFileSystemException e) {
      throw HadoopErrors.unknownScheme(location, e);
    } catch (RuntimeException e) {
      if (e.getCause() instanceof ClassNotFoundException) {
        throw HadoopErrors.noLibrary(location, e);
      }
      throw e;
    }
  }

  static Path path(Location location) {
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
    FileSystem fs = fileSystem(entry.location());
    try {
      return entry(fs, fs.getFileStatus(path(entry.location())));
    } catch (FileNotFoundException none) {
      return new FileEntry(entry.location(), Optional.empty());
    }
  }

  @Override
  public List<FileEntry> list(Location folder) throws IOException {
    FileSystem fs = fileSystem(folder);
    Path path = path(folder);
    try {
      List<FileEntry> entries = new ArrayList<>();
      for (FileStatus status : fs.listStatus(path)) {
        if (status.isFile() && status.getPath().equals(path)) {
          throw new NotDirectoryException(folder.toString());
        }
        entries.add(entry(fs, status));
      }
      return entries;
    } catch (FileNotFoundException e) {
      throw new NoSuchFileException(folder.toString());
    }
  }

  private static FileEntry entry(FileSystem fs, FileStatus status) throws IOException {
    Location location = Location.parse(status.getPath().toString());
    return new FileEntry(location, Optional.of(Versions.state(fs, status)));
  }

  @Override
  public OpenBytes bytes(FileStamp seen) throws IOException {
    return new StreamBytes(StreamFile.open(fileSystem(seen.location()), seen, seen.bytes()));
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
      return !fileSystem(planned.location()).exists(path(planned.location()));
    } catch (IOException readReportsIt) {
      return false;
    }
  }

  @Override
  public ReadCosts costs(FileStamp file, Access access) {
    return OF_OBJECTS;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HadoopStorage storage && settings.equals(storage.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }
}
