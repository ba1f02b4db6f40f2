package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.FileStamp;
import io.memmap.storage.hadoop.HadoopStorage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;

/**
 * What has the name of a file when no answer says whether its upload was completed. The file of
 * this upload is known by its etag, which S3 makes of the etags of the parts; another writer's file
 * of equal length is not taken for it.
 *
 * @param before the file that had the name before
 * @param length of the new file
 */
record UploadOutcome(
    StoreTarget target, Optional<FileStamp> before, long length, List<SentPart> parts) {

  /** Whether the new file is known to be there. */
  boolean isPublished() {
    return state(new IOException()) == TargetState.NEW;
  }

  private boolean isNew(Optional<FileStatus> found) {
    return found.isPresent()
        && found.get() instanceof EtagSource source
        && JoinedEtag.of(parts).filter(etag -> etag.isTold(source.getEtag())).isPresent();
  }

  /**
   * Returns if the new file is there.
   *
   * @param reason why there was no answer
   * @throws IOException if it is not, or that cannot be known; the message says what is there
   */
  void check(IOException reason) throws IOException {
    TargetState state = state(reason);
    if (state != TargetState.NEW) {
      throw StoreErrors.failed(target.location(), reason, state);
    }
  }

  private TargetState state(IOException reason) {
    return TargetLook.uninterrupted(() -> state(target.look()), reason);
  }

  private TargetState state(Optional<FileStatus> found) {
    if (found.isEmpty()) {
      return TargetState.NONE;
    }
    if (isNew(found)) {
      return TargetState.NEW;
    }
    FileStamp now = HadoopStorage.stamp(target.fs(), found.get());
    if (before.filter(now::isSameFile).isPresent()) {
      return TargetState.OLD;
    }
    // Where the store encrypts parts, their etags may not tell that of the file
    return now.bytes() == length ? TargetState.UNKNOWN : TargetState.OTHER;
  }
}
