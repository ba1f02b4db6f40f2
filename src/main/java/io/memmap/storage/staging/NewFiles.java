package io.memmap.storage.staging;

import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.Location;
import java.io.IOException;
import java.util.Optional;

/** A store that makes files as a whole. */
public interface NewFiles {

  /**
   * Begins a file, and removes what writers of the same file that were killed have left.
   *
   * @param target its name
   * @param precondition what has to be there when it is published
   * @param following whether the pieces of the partitions follow one another in the file, so that a
   *     store may join them without reading them; else they are read and {@link
   *     NewFile#publishCopy} makes the file
   * @param partitions number of partitions of the write, as in {@link Staging#create}
   * @param sync whether the file is forced to the store's disks before it gets its name
   * @throws IOException if the store cannot be reached, or refuses the write
   */
  NewFile begin(
      Location target, Precondition precondition, boolean following, int partitions, boolean sync)
      throws IOException;

  /**
   * Removes a file.
   *
   * @return whether there was one
   * @throws IOException if it is a folder, or cannot be removed
   */
  boolean remove(Location target) throws IOException;

  /**
   * Begins to add bytes to the end of a file, which readers see in one step. {@link
   * NewFile#publish} and {@link NewFile#publishCopy} then get what is added, with its length.
   *
   * @param seen the file; if it is another one or has grown by then, nothing is added
   * @param sync whether the bytes are forced to the store's disks before they are added
   * @return empty if the store cannot do that, so that the file has to be written anew
   * @throws IOException if the store cannot be reached, or refuses the write
   */
  default Optional<NewFile> beginAppend(FileStamp seen, boolean sync) throws IOException {
    return Optional.empty();
  }
}
