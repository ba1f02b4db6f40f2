package io.memmap.spark.internal.files;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that a read found.
 *
 * @param folders keys and values of the folders named {@code key=value} above it, outermost first
 */
public record FoundFile(Path path, Map<String, String> folders) {
  public FoundFile {
    folders = Collections.unmodifiableMap(new LinkedHashMap<>(folders));
  }
}
