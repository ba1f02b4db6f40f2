package io.memmap.storage.runs;

import io.memmap.storage.file.SmallTransfers;
import io.memmap.storage.staging.StagedOutput;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A staging file on a file system that executors and driver share. */
public final class LocalOutput implements StagedOutput {
  private final Path file;
  private final FileChannel channel;
  private long written;

  private LocalOutput(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Creates the file.
   *
   * @throws IOException also if it is there already
   */
  public static LocalOutput create(Path file) throws IOException {
    Set<StandardOpenOption> anew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new LocalOutput(file, FileChannel.open(file, anew, StagedPermissions.ofStaged(file)));
  }

  /** The path of the file. */
  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public long leaveRoom(long bytes) {
    written = bytes;
    return bytes;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    try {
      SmallTransfers.write(channel, bytes, written);
      written += length;
    } catch (ClosedChannelException interrupted) {
      throw interrupted;
    } catch (IOException e) {
      throw RunErrors.cannotStage(file.toString(), e);
    }
  }

  @Override
  public Serializable finish(boolean sync) throws IOException {
    if (sync) {
      channel.force(true);
    }
    return null;
  }

  @Override
  public void abandon() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
