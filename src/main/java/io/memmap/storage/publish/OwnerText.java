package io.memmap.storage.publish;

import io.memmap.storage.file.FileFacts;
import io.memmap.storage.file.MachineId;
import io.memmap.storage.file.SmallTransfers;
import io.memmap.storage.runs.StagingNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The content of the file {@code owner}: which process owns a folder.
 *
 * @param host name of its machine, for messages
 * @param boot {@link MachineId#BOOT} of its machine; empty if it is not known
 * @param locked whether the process holds a lock as long as it lives
 * @param left modification time of the array's file when an update was abandoned; else empty
 */
record OwnerText(String host, String boot, boolean locked, String left) {
  private static final String FIRST_LINE = "memmap owner 1";
  private static final String LOCKED = "locked";
  private static final String UNLOCKED = "unlocked";
  private static final int LINES = 5;
  private static final int MOST_BYTES = 4096;

  /** Content of a file that the owner has not written yet. */
  private static final OwnerText NONE = new OwnerText("an unknown machine", "", true, "");

  static OwnerText ofThisProcess(Locking locking) {
    return new OwnerText(MachineId.HOST, MachineId.BOOT, locking.isLocked(), "");
  }

  OwnerText leaving(String modified) {
    return new OwnerText(host, boot, locked, modified);
  }

  void writeTo(FileChannel channel) throws IOException {
    String text = String.join("\n", FIRST_LINE, host, boot, locked ? LOCKED : UNLOCKED, left, "");
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    int length = bytes.remaining();
    SmallTransfers.write(channel, bytes, 0);
    channel.truncate(length);
  }

  /** Reads the text by a channel that the caller closes. */
  static OwnerText read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, channel.size()));
    SmallTransfers.read(channel, bytes, 0);
    List<String> lines = StandardCharsets.UTF_8.decode(bytes.flip()).toString().lines().toList();
    return lines.size() == LINES && lines.get(0).equals(FIRST_LINE)
        ? new OwnerText(lines.get(1), lines.get(2), lines.get(3).equals(LOCKED), lines.get(4))
        : NONE;
  }

  /**
   * Reads the owner's file of a folder. The file is not opened if this process has locked it:
   * closing it would release the lock.
   */
  static OwnerText in(OpenFolder folder) throws IOException {
    synchronized (HeldLocks.MONITOR) {
      Optional<FileFacts> file = folder.facts(StagingNames.OWNER);
      if (file.isEmpty() || HeldLocks.contains(file.get().key())) {
        return NONE;
      }
      try (FileChannel channel = folder.open(StagingNames.OWNER, StandardOpenOption.READ)) {
        return read(channel);
      }
    }
  }
}
