package io.memmap.storage.runs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The staging files that one assembly reads, each opened once for all its threads. A permuted array
 * asks each of some thousand runs once per window.
 */
final class StagedFiles implements Closeable {
  /** Below the 1,024 descriptors that a process has by default, of which Spark needs some. */
  private static final int MOST_OPEN = 256;

  private final Map<String, FileChannel> open = new HashMap<>();

  /** A reader of the run, to be closed by the caller while this is open. */
  synchronized RunReader reader(Run run, int recordBytes) throws IOException {
    FileChannel channel = open.get(run.file());
    if (channel == null && open.size() >= MOST_OPEN) {
      return new RunReader(run, recordBytes);
    }
    if (channel == null) {
      channel = open(run);
      open.put(run.file(), channel);
    }
    return new RunReader(run, recordBytes, channel, false);
  }

  static FileChannel open(Run run) throws IOException {
    try {
      return FileChannel.open(
          Path.of(run.file()), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw RunErrors.stagedElsewhere(run.file(), e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (FileChannel channel : open.values()) {
      channel.close();
    }
    open.clear();
  }
}
