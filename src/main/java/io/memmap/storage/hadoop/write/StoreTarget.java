package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.Location;
import io.memmap.storage.hadoop.HadoopStorage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The name of a new file, and the file system that it is on. */
record StoreTarget(HadoopStorage storage, FileSystem fs, Location location) {

  static StoreTarget of(HadoopStorage storage, Location location) throws IOException {
    return new StoreTarget(storage, storage.fileSystem(location), location);
  }

  /** Another name on the same file system. */
  StoreTarget at(Location other) {
    return new StoreTarget(storage, fs, other);
  }

  /** Another name in the same folder. */
  StoreTarget beside(String name) {
    return at(location.parent().orElseThrow().child(name));
  }

  Path path() {
    return HadoopStorage.path(location);
  }

  StoreAbilities abilities() throws IOException {
    return StoreAbilities.of(fs, path());
  }

  /** What has the name now. */
  Optional<FileStatus> look() throws IOException {
    try {
      return Optional.of(fs.getFileStatus(path()));
    } catch (FileNotFoundException none) {
      return Optional.empty();
    }
  }
}
