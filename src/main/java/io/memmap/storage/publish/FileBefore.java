package io.memmap.storage.publish;

import io.memmap.array.npy.NpyHeader;
import io.memmap.storage.file.FileFacts;
import io.memmap.storage.file.SmallTransfers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * An array's file before an update of it is applied. During the update each byte has its old or its
 * new value. If the file has other bytes later, another program has saved it anew, under the same
 * inode.
 */
final class FileBefore {
  private static final int MOST_HEADER_BYTES = 16 << 10;

  private final long bytes;
  private final String modified;
  private final byte[] header;
  private final byte[] replaced;

  /**
   * The state that a journal contains.
   *
   * @param bytes length of the file
   * @param modified modification time, as the file system gives it
   * @param header bytes before the data of a {@code .npy} file; else empty
   * @param replaced bytes that the update replaces, in the order of {@link UpdateSample}; zeroes
   *     after the end of the file
   */
  FileBefore(long bytes, String modified, byte[] header, byte[] replaced) {
    this.bytes = bytes;
    this.modified = modified;
    this.header = header.clone();
    this.replaced = replaced.clone();
  }

  long bytes() {
    return bytes;
  }

  String modified() {
    return modified;
  }

  byte[] header() {
    return header.clone();
  }

  byte[] replaced() {
    return replaced.clone();
  }

  /** The state of the file now. */
  static FileBefore of(Path target, ArrayChange change) throws IOException {
    FileFacts facts = FileFacts.of(target).orElseThrow();
    String modified = facts.modified().toString();
    try (FileChannel channel = open(target)) {
      byte[] header = read(channel, 0, headerBytes(change));
      boolean describesItself = startsAsNpy(header);
      ByteArrayOutputStream replaced = new ByteArrayOutputStream();
      new UpdateSample(change)
          .forEach(
              (position, staged, written) ->
                  replaced.writeBytes(read(channel, position, staged.length)));
      return new FileBefore(
          facts.bytes(), modified, describesItself ? header : new byte[0], replaced.toByteArray());
    } catch (AccessDeniedException onlyWritable) {
      return new FileBefore(facts.bytes(), modified, new byte[0], new byte[0]);
    }
  }

  private static boolean startsAsNpy(byte[] header) {
    byte[] magic = NpyHeader.magic();
    return Arrays.mismatch(header, magic) == magic.length;
  }

  private static FileChannel open(Path target) throws IOException {
    return FileChannel.open(target, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  private static int headerBytes(ArrayChange change) {
    return (int) Math.min(MOST_HEADER_BYTES, change.spec().offset());
  }

  /** Bytes of the file; zeroes after its end. */
  private static byte[] read(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    SmallTransfers.read(channel, bytes, position);
    return bytes.array();
  }

  /**
   * Whether the file may be this one, with nothing, some or all of the update applied.
   *
   * @param left modification time of the file when the update was abandoned; empty if it is not
   *     known
   * @throws IllegalArgumentException if the replaced bytes do not belong to that update
   */
  boolean mayBecome(Path target, ArrayChange change, String left) throws IOException {
    FileFacts now = FileFacts.of(target).orElseThrow();
    boolean untouched =
        now.modified().toString().equals(modified) || now.modified().toString().equals(left);
    if (now.bytes() < bytes || now.bytes() > Math.max(bytes, change.spec().end())) {
      return false;
    }
    UpdateSample sample = new UpdateSample(change);
    try (FileChannel channel = open(target)) {
      Comparison found = new Comparison(channel);
      found.compareHeader(change);
      if (replaced.length > 0) {
        sample.forEach(found::compare);
        found.refuseRest();
      }
      boolean nothingIsApplied =
          sample.isWhole() && !found.applied && now.bytes() == bytes && isSampled(change);
      return !found.foreign && (untouched || !nothingIsApplied);
    } catch (AccessDeniedException rowsOfAnotherUser) {
      return true; // only that user can compare the rows
    }
  }

  private boolean isSampled(ArrayChange change) {
    return replaced.length > 0 || change.runs().isEmpty();
  }

  private final class Comparison {
    private final FileChannel channel;
    private int position;
    private boolean applied;
    private boolean foreign;

    Comparison(FileChannel channel) {
      this.channel = channel;
    }

    void compareHeader(ArrayChange change) throws IOException {
      byte[] now = read(channel, 0, header.length);
      byte[] head = change.head();
      for (int i = 0; i < now.length; i++) {
        compare(now[i], header[i], i < head.length ? head[i] : header[i]);
      }
    }

    void compare(long at, byte[] staged, boolean[] written) throws IOException {
      if (position + staged.length > replaced.length) {
        throw new IllegalArgumentException("it has too few replaced bytes");
      }
      byte[] now = read(channel, at, staged.length);
      for (int i = 0; i < now.length; i++) {
        if (written[i]) {
          compare(now[i], replaced[position + i], staged[i]);
        }
      }
      position += staged.length;
    }

    private void compare(byte now, byte before, byte after) {
      applied |= now != before;
      foreign |= now != before && now != after;
    }

    void refuseRest() {
      if (position != replaced.length) {
        throw new IllegalArgumentException("it has too many replaced bytes");
      }
    }
  }
}
