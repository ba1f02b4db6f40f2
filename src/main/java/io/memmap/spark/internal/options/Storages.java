package io.memmap.spark.internal.options;

import io.memmap.spark.internal.files.FoundEntries;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.files.StorageByScheme;
import io.memmap.spark.internal.files.TargetFile;
import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.Storage;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.hadoop.write.CheckpointFolder;
import io.memmap.storage.hadoop.write.HadoopFiles;
import io.memmap.storage.local.LocalStorage;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.Store;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The storage that keeps the files of a read or a write. */
public final class Storages {
  /** Why a table that is dropped is no pattern. */
  public static final String ONE_IS_DELETED = "DROP TABLE deletes one file";

  private Storages() {}

  /**
   * The local file system, or Hadoop's file systems beside it if a path is remote.
   *
   * @param settings options of the read for Hadoop's file systems
   */
  static Storage of(List<Location> named, Map<String, String> settings) {
    if (named.stream().allMatch(Location::isLocal)) {
      return LocalStorage.INSTANCE;
    }
    return new StorageByScheme(HadoopStorage.of(configuration(settings), settings));
  }

  /**
   * The store of a file that is written; empty for the local file system.
   *
   * @param settings options of the write for Hadoop's file systems
   */
  static Optional<Store> ofWrite(Location location, Map<String, String> settings) {
    if (location.isLocal()) {
      return Optional.empty();
    }
    HadoopStorage storage = HadoopStorage.of(configuration(settings), settings);
    String folders = SparkSession.active().sparkContext().conf().get("spark.local.dir", "");
    LocalFolders disks = new LocalFolders(folders);
    return Optional.of(new Store(storage, new HadoopFiles(storage, disks), disks));
  }

  /** The folder of a stream below the checkpoint of its query, on any file system. */
  public static CheckpointFolder checkpoint(String folder) {
    return new CheckpointFolder(folder, configuration(Map.of()));
  }

  /**
   * The configuration that Spark's file sources use ({@code
   * SessionState.newHadoopConfWithOptions}): that of the Spark context, with the settings of the
   * session and the options of the read.
   */
  @SuppressWarnings("deprecation") // the one conversion that is the same in Scala 2.12 and 2.13
  private static Configuration configuration(Map<String, String> settings) {
    SparkSession session = SparkSession.active();
    Configuration configuration = new Configuration(session.sparkContext().hadoopConfiguration());
    scala.collection.JavaConverters.mapAsJavaMap(session.conf().getAll())
        .forEach(configuration::set);
    settings.forEach(configuration::set);
    return configuration;
  }

  /**
   * Whether something is at a location of another file system.
   *
   * @param options of a table, settings of Hadoop's file systems among them
   * @throws IllegalArgumentException if that cannot be known
   */
  public static boolean exists(Location remote, CaseInsensitiveStringMap options) {
    Storage storage = of(List.of(remote), new OptionParser(options).fileSystemOptions());
    return FoundEntries.at(storage, remote).exists();
  }

  /**
   * The names of the files in a folder of another file system, in no order.
   *
   * @param options of a catalog, settings of Hadoop's file systems among them
   * @throws IOException as {@link Storage#list}
   */
  public static List<String> filesIn(Location remote, CaseInsensitiveStringMap options)
      throws IOException {
    Storage storage = of(List.of(remote), new OptionParser(options).fileSystemOptions());
    return storage.list(remote).stream()
        .filter(entry -> !entry.isFolder())
        .map(FileEntry::name)
        .toList();
  }

  /**
   * Removes a file of another file system.
   *
   * @param options of a table, settings of Hadoop's file systems among them
   * @return whether there was one
   * @throws IllegalArgumentException if it is a folder or a pattern, or cannot be removed
   */
  public static boolean remove(Location remote, CaseInsensitiveStringMap options) {
    Store store = ofWrite(remote, new OptionParser(options).fileSystemOptions()).orElseThrow();
    new TargetFile(remote, store.reads()).refusePattern(ONE_IS_DELETED);
    try {
      return store.writes().remove(remote);
    } catch (IOException e) {
      throw PathErrors.notSeen(remote.toString(), e);
    }
  }

  /**
   * A location in full.
   *
   * @throws IllegalArgumentException if its file system is not known
   */
  static Location qualified(Storage storage, Location location) {
    try {
      return storage.qualified(location);
    } catch (IOException e) {
      throw PathErrors.notSeen(location.toString(), e);
    }
  }
}
