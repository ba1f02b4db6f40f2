package io.memmap.storage.staging;

import io.memmap.storage.file.SourceFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One new file on a store, from its staging to its name; used on the driver. Nothing is visible
 * under the name before {@link #publish} or {@link #publishCopy} has succeeded. If one of them
 * fails, its message says whether the old file, the new one or none is there.
 */
public interface NewFile extends Closeable {

  /** Where tasks stage. */
  Staging staging();

  /** Opens what a committed attempt has staged. */
  SourceFile open(StagedPiece piece) throws IOException;

  /**
   * Makes the file of a start and of pieces that follow one another.
   *
   * @param pieces all with at least one byte; empty for an array without rows
   * @param length of the file; what is missing at its end is zeros
   * @throws IOException if the file could not get its name, or the precondition did not hold
   */
  void publish(FileStart start, List<StagedPiece> pieces, long length) throws IOException;

  /**
   * Makes the file as a copy of a local one.
   *
   * @throws IOException as {@link #publish}
   */
  void publishCopy(Path local) throws IOException;

  /** Removes what was staged, and no other write's. Does nothing that fails a published write. */
  @Override
  void close() throws IOException;
}
