package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.Location;
import io.memmap.storage.runs.StagingNames;
import io.memmap.storage.staging.StagedOutput;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;

/**
 * What one attempt stages on the local disk, and sends when it has been chosen. Sending takes no
 * memory but for buffers of the client, since the parts are read from the disk.
 */
final class UploadOutput implements StagedOutput {
  /** Enough to use the network while an answer is awaited. */
  static final int PARTS_AT_A_TIME = 4;

  private static final int COPIED_AT_A_TIME = 1 << 20;

  private final StoreTarget target;
  private final Location folder;
  private final String name;
  private final SentAs as;
  private final Path disk;
  private final LocalBytes local;
  private StagedFile staged;

  UploadOutput(StoreTarget target, Location folder, String attempt, SentAs as, Path disk)
      throws IOException {
    this.target = target;
    this.folder = folder;
    this.name = StagingNames.stagedRows(attempt);
    this.as = as;
    this.disk = disk;
    try {
      this.local = LocalBytes.in(disk);
    } catch (IOException e) {
      throw UploadErrors.localDisk(target.location(), disk, e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    if (local.length() + bytes.remaining() > as.mostBytes()) {
      throw UploadErrors.longPartition(target.location(), as);
    }
    try {
      local.append(bytes);
    } catch (IOException e) {
      throw UploadErrors.localDisk(target.location(), disk, e);
    }
  }

  @Override
  public Serializable finish(boolean sync) throws IOException {
    try (Upload upload = Upload.to(target)) {
      return sent(upload);
    } catch (IOException e) {
      throw StoreErrors.failed(target.location(), e, TargetState.UNTOUCHED);
    } finally {
      local.close();
    }
  }

  private SentPartition sent(Upload upload) throws IOException {
    LongPartitions known = new LongPartitions(target.fs(), folder);
    List<PartRange> ranges = PartRange.ofPartition(local.length(), as.numbers().ofPartition());
    if (!ranges.isEmpty() && !as.isLast()) {
      known.tell(as.partition());
    }
    if (as.isFirst() && ranges.size() > 1) {
      // Something is mostly before the first partition, such as a header, but seldom before others
      List<SentPart> behind = sendFrom(1, upload, ranges);
      GivenBytes given = GivenBytes.of(local, ranges.get(0));
      return SentPartition.giving(as.partition(), local.length(), given, behind);
    }
    List<SentPart> parts = as.isFirst() ? List.of() : sendFrom(0, upload, ranges);
    long first = ranges.isEmpty() ? local.length() : ranges.get(0).length();
    boolean mayBeMerged = parts.isEmpty() || !known.isKnown(as.partition() - 1);
    long head = mayBeMerged ? first : 0;
    stage(head);
    return SentPartition.staging(as.partition(), local.length(), head, parts);
  }

  private List<SentPart> sendFrom(int first, Upload upload, List<PartRange> ranges)
      throws IOException {
    List<SentPart> parts = new ArrayList<>();
    Deque<Future<?>> underWay = new ArrayDeque<>();
    try {
      for (int i = first; i < ranges.size() || !underWay.isEmpty(); i++) {
        if (i - first >= PARTS_AT_A_TIME || i >= ranges.size()) {
          int done = first + parts.size();
          Object handle = Upload.await(underWay.remove());
          parts.add(part(done, ranges.get(done), handle));
        }
        if (i < ranges.size()) {
          int number = as.numbers().own(as.partition(), i);
          underWay.add(upload.send(as.upload(), number, local, ranges.get(i)));
        }
      }
      return parts;
    } finally {
      underWay.forEach(future -> future.cancel(true));
    }
  }

  private SentPart part(int index, PartRange range, Object handle) {
    int number = as.numbers().own(as.partition(), index);
    return new SentPart(number, range.length(), (Serializable) handle);
  }

  /** Stages the first bytes for the driver. */
  private void stage(long length) throws IOException {
    if (length == 0) {
      return;
    }
    StoreTarget file = target.at(folder.child(name));
    staged = new StagedFile(target.location(), file, FileForm.of(target, false).create(file));
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, COPIED_AT_A_TIME));
    for (long at = 0; at < length; at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), length - at));
      local.read(buffer, at);
      staged.write(buffer.flip());
    }
    staged.finish(false);
  }

  @Override
  public void abandon() throws IOException {
    local.close();
    if (staged != null) {
      staged.abandon();
    }
  }

  @Override
  public void close() throws IOException {
    local.close();
    if (staged != null) {
      staged.close();
    }
  }
}
