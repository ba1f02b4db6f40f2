package io.memmap.storage.hadoop.write;

import io.memmap.storage.runs.StagingNames;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;

/**
 * Shows other writers that a write is alive, by its open file {@code owner} in the staging folder.
 * On HDFS nobody else may append to a file that is open; when its client has not renewed that right
 * for 60 seconds, others take it over ({@code FSNamesystem.recoverLeaseInternal}, Hadoop 3.3.4). On
 * stores that let others append, nothing shows that a write is alive.
 */
final class OwnerLease implements Closeable {
  private final FSDataOutputStream held;

  private OwnerLease(FSDataOutputStream held) {
    this.held = held;
  }

  /** Takes the lease; empty if the store has none. The file gets its name when it is held. */
  static Optional<OwnerLease> take(StoreTarget target, StagingFolder folder, FileForm form)
      throws IOException {
    StoreTarget draft = target.at(folder.child(StagingNames.OWNER_DRAFT));
    StoreTarget owner = target.at(folder.child(StagingNames.OWNER));
    OwnerLease lease = new OwnerLease(form.create(draft));
    boolean taken = false;
    try {
      taken = isHeld(draft) && target.fs().rename(draft.path(), owner.path());
    } finally {
      if (!taken) {
        lease.close();
        target.fs().delete(draft.path(), false);
      }
    }
    return taken ? Optional.of(lease) : Optional.empty();
  }

  /**
   * Whether the writer that made a file {@code owner} is alive.
   *
   * @throws IOException if that cannot be known
   */
  static boolean isHeld(StoreTarget owner) throws IOException {
    try {
      owner.fs().append(owner.path()).close();
      return false;
    } catch (FileNotFoundException | UnsupportedOperationException nobodyHoldsIt) {
      return false;
    } catch (IOException e) {
      String text = e.toString(); // in an exception of the server, this begins its text
      if (text.contains("RecoveryInProgressException")) {
        return false;
      }
      if (text.contains("AlreadyBeingCreatedException")) {
        return true;
      }
      throw e;
    }
  }

  /** Its folder may be gone. */
  @Override
  public void close() {
    try {
      held.close();
    } catch (IOException | RuntimeException removed) {
      // what is left of the lease ends with this client
    }
  }
}
