package io.memmap.spark.internal.write.commit;

import io.memmap.storage.file.FileStamp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last files that writes of this JVM have made. If the file of a table was replaced, this tells
 * whether a statement of this session did it or another program.
 */
public final class PublishedFiles {
  private static final int MOST = 1_000;

  /** Lengths in bytes of local files by their identity. */
  private static final Map<String, Long> LENGTHS = Collections.synchronizedMap(new Last<>());

  /** Files of stores by their paths. */
  private static final Map<String, FileStamp> OF_STORES = Collections.synchronizedMap(new Last<>());

  private PublishedFiles() {}

  /** The entries that were added last, the oldest one first. */
  private static final class Last<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > MOST;
    }
  }

  /** Adds a file that a write has just made. */
  public static void add(FileStamp file) {
    if (file.location().isLocal()) {
      LENGTHS.put(file.identity(), file.bytes());
    } else {
      OF_STORES.put(file.path(), file);
    }
  }

  /** Whether the local file is one of them; false on file systems without identities of files. */
  public static boolean contains(FileStamp file) {
    Long bytes = file.hasIdentity() ? LENGTHS.get(file.identity()) : null;
    return bytes != null && bytes == file.bytes();
  }

  /** Whether one of them has taken the place of this file of a store. */
  public static boolean haveReplaced(FileStamp file) {
    FileStamp last = OF_STORES.get(file.path());
    return last != null && !last.equals(file);
  }
}
