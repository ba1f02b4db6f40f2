package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.StorageLog;
import io.memmap.storage.hadoop.HadoopErrors;
import io.memmap.storage.runs.StagingNames;
import io.memmap.storage.staging.StagedPiece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Joins the files that tasks have staged, without reading them. HDFS does that by one change of its
 * names ({@code FSDirConcatOp}, Hadoop 3.3.4 to 3.5.0). Where it refuses, as in encryption zones,
 * the bytes are copied.
 */
record StagedJoin(StagedFiles files) {
  private static final String HEAD = "head";
  private static final String TAIL = "tail";

  /** What a refusal by the server or by its client is called. */
  private static final Pattern REFUSAL =
      Pattern.compile(
          "RemoteException|HadoopIllegalArgumentException|UnsupportedOperationException");

  private StoreTarget target() {
    return files.target();
  }

  static boolean isRefusal(Exception reason) {
    return REFUSAL.matcher(reason.getClass().getSimpleName()).matches();
  }

  /** Makes one file of the contents in the staging folder. */
  StoreTarget join(NewContents contents) throws IOException {
    if (contents instanceof JoinedContents pieces) {
      try {
        return joined(pieces);
      } catch (IOException | RuntimeException e) {
        if (!isRefusal(e)) {
          throw StoreErrors.failed(target().location(), e, TargetState.UNTOUCHED);
        }
        StorageLog.warn(
            "file %s: its store does not join what the tasks have staged (%s), so the driver copies"
                + " it",
            target().location(), HadoopErrors.why(e));
      }
    }
    return files.write(StagingNames.ARRAY, contents::writeTo);
  }

  private StoreTarget joined(JoinedContents contents) throws IOException {
    List<StoreTarget> parts = parts(contents);
    StoreTarget first = parts.get(0);
    Path[] rest = parts.stream().skip(1).map(StoreTarget::path).toArray(Path[]::new);
    if (rest.length > 0) {
      target().fs().concat(first.path(), rest);
    }
    checkLength(first, contents.length());
    return first;
  }

  /** The files to join, at least one. Stores may refuse empty ones. */
  private List<StoreTarget> parts(JoinedContents contents) throws IOException {
    List<StoreTarget> parts = new ArrayList<>();
    if (contents.start().length() > 0 || contents.length() == 0) {
      parts.add(files.write(HEAD, contents::writeStart));
    }
    for (StagedPiece piece : contents.pieces()) {
      parts.add(target().at(contents.staged().location(piece)));
    }
    long zeros = contents.zeros();
    if (zeros > 0) {
      parts.add(files.write(TAIL, stream -> JoinedContents.writeZeros(stream, zeros)));
    }
    return parts;
  }

  /** A staged file may have lost bytes since its task closed it. */
  private void checkLength(StoreTarget joined, long expected) throws IOException {
    long found = target().fs().getFileStatus(joined.path()).getLen();
    if (found != expected) {
      throw StoreErrors.stagedLength(target().location(), joined.location(), expected, found);
    }
  }
}
