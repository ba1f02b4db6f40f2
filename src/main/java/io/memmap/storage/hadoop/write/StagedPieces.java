package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.Location;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.staging.StagedPiece;
import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;

/** The files that committed attempts of one write have staged on the store. */
record StagedPieces(StoreTarget target, StagingFolder folder) {

  Location location(StagedPiece piece) {
    return folder.child(piece.name());
  }

  /**
   * Opens a piece.
   *
   * @throws IOException if it is gone or has another length than its task said
   */
  SourceFile open(StagedPiece piece) throws IOException {
    Location location = location(piece);
    FileStatus status = target.fs().getFileStatus(HadoopStorage.path(location));
    if (status.getLen() != piece.bytes()) {
      throw StoreErrors.stagedLength(target.location(), location, piece.bytes(), status.getLen());
    }
    return target.storage().open(HadoopStorage.stamp(target.fs(), status), piece.bytes());
  }
}
