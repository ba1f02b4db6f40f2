package io.memmap.spark.internal.write.commit;

import io.memmap.storage.file.ArrayFileException;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.ParallelJobs;
import io.memmap.storage.file.SmallTransfers;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.StagedPiece;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * A folder on a disk of the driver in which the array for a store is put together. It holds copies
 * of what tasks have staged, each read once from its beginning to its end: a store answers many
 * small reads at random places slowly.
 */
final class Scratch implements Closeable {
  private static final int COPIED_AT_ONCE = 8 << 20;

  private final Location target;
  private final Path folder;

  private Scratch(Location target, Path folder) {
    this.target = target;
    this.folder = folder;
  }

  /** Makes the folder, which only its owner may enter. */
  static Scratch create(ArrayTarget target) throws IOException {
    Path disk = target.store().disks().forFile(UUID.randomUUID().toString());
    try {
      return new Scratch(target.location(), ScratchFolder.make(disk));
    } catch (IOException e) {
      throw CommitErrors.notPutTogether(target.location(), disk, e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Copies all staged records into the folder. */
  CommittedRuns copied(CommittedRuns staged, NewFile store) throws IOException {
    List<StagedRuns> copies = new ArrayList<>();
    List<Callable<Void>> jobs = new ArrayList<>();
    for (StagedRuns partition : staged.partitions()) {
      Path copy = folder.resolve("part-" + partition.partition());
      copies.add(partition.in(copy.toString()));
      jobs.add(
          () -> {
            copyPiece(store, partition.piece(), copy);
            return null;
          });
    }
    ParallelJobs.run(jobs);
    return staged.with(copies);
  }

  private void copyPiece(NewFile store, StagedPiece piece, Path copy) throws IOException {
    create(copy);
    if (piece.bytes() > 0) {
      try (SourceFile file = store.open(piece)) {
        copy(file, 0, piece.bytes(), copy);
      }
    }
  }

  /** Copies a file into the folder, by several threads. */
  Path copied(SourceFile file, long bytes) throws IOException {
    Path copy = folder.resolve("old");
    create(copy);
    List<Callable<Void>> jobs = new ArrayList<>();
    for (long from = 0; from < bytes; from += COPIED_AT_ONCE) {
      long first = from;
      jobs.add(
          () -> {
            copy(file, first, Math.min(bytes, first + COPIED_AT_ONCE), copy);
            return null;
          });
    }
    ParallelJobs.run(jobs);
    return copy;
  }

  private void create(Path copy) throws IOException {
    run(() -> Files.createFile(copy));
  }

  private void copy(SourceFile file, long from, long to, Path copy) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(COPIED_AT_ONCE, to - from));
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      for (long at = from; at < to; at += buffer.limit()) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
        file.readFully(buffer, at);
        write(channel, buffer.flip(), at);
      }
    }
  }

  private void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    run(
        () -> {
          SmallTransfers.write(channel, bytes, position);
          return null;
        });
  }

  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Works in the folder.
   *
   * @throws IOException if that fails; the message names the folder
   */
  <T> T run(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (ArrayFileException | InterruptedIOException known) {
      throw known;
    } catch (IOException e) {
      throw CommitErrors.notPutTogether(target, folder, e);
    }
  }

  /** Removes the folder. Never throws: the array may be published. */
  @Override
  public void close() {
    ScratchFolder.remove(folder);
  }
}
