package io.memmap.spark.internal.write.commit;

import io.memmap.storage.file.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files that writes of this JVM have made lately. They tell a table whose file was replaced by
 * a statement from one whose file was saved anew by another program.
 */
public final class PublishedFiles {
  private static final int MOST = 1_000;

  /** Lengths in bytes by identity, the file that was made first in front. */
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

  /** Notes a file that a write has just made. */
  public static void add(Path file) throws IOException {
    FileStamp stamp = FileStamp.of(file);
    LENGTHS.put(stamp.identity(), stamp.bytes());
  }

  /** Whether the file is one of them; not known, and so false, where files have no identity. */
  public static boolean contains(FileStamp file) {
    Long bytes = file.hasIdentity() ? LENGTHS.get(file.identity()) : null;
    return bytes != null && bytes == file.bytes();
  }
}
