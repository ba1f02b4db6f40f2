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
  private final StoreTarget draft;

  private OwnerLease(FSDataOutputStream held, StoreTarget draft) {
    this.held = held;
    this.draft = draft;
  }

  /**
   * Makes the file, under another name, together with the folder. Nobody sees the folder without
   * it, so that a writer that is killed then is known to be dead.
   */
  static OwnerLease begin(StoreTarget target, StagingFolder folder, FileForm form)
      throws IOException {
    StoreTarget draft = target.at(folder.child(StagingNames.OWNER_DRAFT));
    return new OwnerLease(form.createWithFolders(draft), draft);
  }

  /** Gives the file its name; empty if the store has no leases. */
  Optional<OwnerLease> take() throws IOException {
    StoreTarget owner = draft.beside(StagingNames.OWNER);
    boolean taken = false;
    try {
      taken = isHeld(draft) && draft.fs().rename(draft.path(), owner.path());
    } finally {
      if (!taken) {
        close();
        draft.fs().delete(draft.path(), false);
      }
    }
    return taken ? Optional.of(this) : Optional.empty();
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
