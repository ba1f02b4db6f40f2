package io.memmap.spark.internal.write.commit;

import io.memmap.storage.file.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last files that writes of this JVM have made. If the file of a table was replaced, this tells
 * whether a statement of this session did it or another program.
 */
public final class PublishedFiles {
  private static final int MOST = 1_000;

  /** Lengths in bytes by identity of the file, the oldest entry first. */
  private static final Map<String, Long> LENGTHS =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
              return size() > MOST;
            }
          });

  private PublishedFiles() {}

  /** Adds a file that a write has just made. */
  public static void add(Path file) throws IOException {
    FileStamp stamp = FileStamp.of(file);
    LENGTHS.put(stamp.identity(), stamp.bytes());
  }

  /** Whether the file is one of them; false on file systems without identities of files. */
  public static boolean contains(FileStamp file) {
    Long bytes = file.hasIdentity() ? LENGTHS.get(file.identity()) : null;
    return bytes != null && bytes == file.bytes();
  }
}
