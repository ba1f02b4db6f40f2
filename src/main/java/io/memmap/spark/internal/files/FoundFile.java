package io.memmap.spark.internal.files;

import io.memmap.storage.file.FileState;
import io.memmap.storage.file.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file that a read found.
 *
 * @param listed what the listing of its folder told; empty for a local file, which is looked at
 *     when it is opened
 * @param folders keys and values of the folders named {@code key=value} above it, outermost first
 */
public record FoundFile(
    Location location, Optional<FileState> listed, Map<String, String> folders) {
  public FoundFile {
    folders = Collections.unmodifiableMap(new LinkedHashMap<>(folders));
  }
}
