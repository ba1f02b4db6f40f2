package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.StorageLog;
import io.memmap.storage.hadoop.HadoopErrors;
import io.memmap.storage.staging.StagedPiece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Joins the files that tasks have staged, without reading them, and renames the result. HDFS does
 * that by one change of its names ({@code FSDirConcatOp}, Hadoop 3.3.4 to 3.5.0). Where it refuses,
 * as in encryption zones, the bytes are copied.
 */
final class ConcatPublication implements Publication {
  private static final String HEAD = "head";
  private static final String TAIL = "tail";

  /** What a refusal by the server or by its client is called. */
  private static final Pattern REFUSAL =
      Pattern.compile(
          "RemoteException|HadoopIllegalArgumentException|UnsupportedOperationException");

  private final Naming naming;
  private final StoreTarget target;
  private final StagedFiles files;
  private final RenamePublication copying;

  ConcatPublication(Naming naming, StagedFiles files) {
    this.naming = naming;
    this.target = naming.target();
    this.files = files;
    this.copying = new RenamePublication(naming, files);
  }

  @Override
  public void publish(NewContents contents) throws IOException {
    Optional<StoreTarget> joined =
        contents instanceof JoinedContents pieces ? join(pieces) : Optional.empty();
    if (joined.isPresent()) {
      naming.name(joined.get());
    } else {
      copying.publish(contents);
    }
  }

  /** The file that all others were joined to; empty if the store refused that. */
  private Optional<StoreTarget> join(JoinedContents contents) throws IOException {
    List<StoreTarget> parts = parts(contents);
    StoreTarget first = parts.get(0);
    Path[] rest = parts.stream().skip(1).map(StoreTarget::path).toArray(Path[]::new);
    try {
      if (rest.length > 0) {
        target.fs().concat(first.path(), rest);
      }
      checkLength(first, contents.length());
      return Optional.of(first);
    } catch (IOException | RuntimeException e) {
      if (!REFUSAL.matcher(e.getClass().getSimpleName()).matches()) {
        throw StoreErrors.failed(target.location(), e, TargetState.UNTOUCHED);
      }
      StorageLog.warn(
          "file %s: its store does not join what the tasks have staged (%s), so the driver copies it",
          target.location(), HadoopErrors.why(e));
      return Optional.empty();
    }
  }

  /** The files to join, at least one. Stores may refuse empty ones. */
  private List<StoreTarget> parts(JoinedContents contents) throws IOException {
    List<StoreTarget> parts = new ArrayList<>();
    if (contents.start().length() > 0 || contents.length() == 0) {
      parts.add(files.write(HEAD, contents::writeStart));
    }
    for (StagedPiece piece : contents.pieces()) {
      parts.add(target.at(contents.staged().location(piece)));
    }
    long zeros = contents.zeros();
    if (zeros > 0) {
      parts.add(files.write(TAIL, stream -> JoinedContents.writeZeros(stream, zeros)));
    }
    return parts;
  }

  /** A staged file may have lost bytes since its task closed it. */
  private void checkLength(StoreTarget joined, long expected) throws IOException {
    long found = target.fs().getFileStatus(joined.path()).getLen();
    if (found != expected) {
      throw StoreErrors.stagedLength(target.location(), joined.location(), expected, found);
    }
  }
}
