package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.Shape;
import io.memmap.storage.file.FileFacts;
import io.memmap.storage.publish.CommittedEpochs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The local file that a stream writes, and the last epoch of the stream that is in it.
 *
 * @param path resolved, no symbolic link
 * @param query id of the stream, which its checkpoint keeps
 */
public record StreamedFile(Path path, String query) {

  /**
   * Checks that the file is the one that the stream has written before, if it has.
   *
   * @throws IOException if it is gone, is another file or has lost rows
   */
  public void refuseOther() throws IOException {
    Optional<CommittedEpochs.Last> last = CommittedEpochs.of(path).last(query);
    if (last.isPresent()) {
      refuseOtherThan(last.get());
    }
  }

  private void refuseOtherThan(CommittedEpochs.Last last) throws IOException {
    Optional<FileFacts> found = FileFacts.of(path);
    if (found.isEmpty()) {
      throw CommitErrors.goneFromStream(path, last);
    }
    String inode = CommittedEpochs.inode(path);
    if (!inode.equals(last.inode())) {
      throw CommitErrors.notTheFileOfTheStream(path, last, inode);
    }
    if (found.get().bytes() < last.bytes()) {
      throw CommitErrors.shorterThanTheStreamLeftIt(path, last, found.get().bytes());
    }
  }

  /** Whether the rows of an epoch are in the file. To be asked while no other writer updates it. */
  boolean has(long epoch) throws IOException {
    Optional<CommittedEpochs.Last> last = CommittedEpochs.of(path).last(query);
    if (last.isPresent()) {
      refuseOtherThan(last.get());
    }
    return last.isPresent() && epoch <= last.get().epoch();
  }

  /**
   * The epochs in the file after one more.
   *
   * @param array after it
   * @param bytes of the file after it
   */
  CommittedEpochs after(long epoch, ArraySpec array, long bytes) throws IOException {
    Shape shape = array.shape();
    long rows = shape.rank() == 0 ? 1 : shape.length(0);
    return CommittedEpochs.of(path)
        .with(new CommittedEpochs.Last(query, epoch, rows, bytes, CommittedEpochs.inode(path)));
  }
}
