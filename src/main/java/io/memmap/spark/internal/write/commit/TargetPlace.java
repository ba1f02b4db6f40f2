package io.memmap.spark.internal.write.commit;

import io.memmap.storage.file.Location;
import io.memmap.storage.staging.Store;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an array file is.
 *
 * @param location of a local file with its symbolic links resolved
 * @param store of a file that is not local; empty for a local one
 * @param rewriteLimit bytes of the longest file of a store that is rewritten to change it
 */
public record TargetPlace(Location location, Optional<Store> store, long rewriteLimit) {

  /** The place of a local file. */
  static TargetPlace of(Path path) {
    return new TargetPlace(Location.of(path), Optional.empty(), 0);
  }
}
