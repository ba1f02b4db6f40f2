package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.InParallel;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.file.StorageLog;
import io.memmap.storage.hadoop.HadoopErrors;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.StagedPiece;
import io.memmap.storage.staging.Staging;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A new file whose rows the tasks send as parts of one upload, so that each byte goes to the store
 * once. Until the upload is completed the store shows nothing of it.
 *
 * <p>Only a small file, which the driver writes alone, has its precondition checked by the store at
 * the very moment it appears. For an upload it is checked just before, since {@code
 * MultipartUploader.complete} has no conditions up to Hadoop 3.5.0.
 */
final class MultipartFile implements NewFile {
  /** The file in the staging folder that has the upload's handle. */
  static final String UPLOAD = "upload";

  /** Files of up to this length are written by the driver if it has to merge all of them. */
  static final long SMALL = 16L << 20;

  /** How many parts the driver merges at a time; each takes up to 15 MiB of the heap. */
  private static final int MERGED_AT_A_TIME = 4;

  private final TargetCheck check;
  private final StoreTarget target;
  private final StoreAbilities abilities;
  private final StagingFolder folder;
  private final Upload upload;
  private final UploadId id;
  private final int partitions;
  private final LocalFolders local;
  private boolean ended;

  private MultipartFile(
      TargetCheck check,
      StoreAbilities abilities,
      StagingFolder folder,
      Upload upload,
      UploadId id,
      int partitions,
      LocalFolders local) {
    this.check = check;
    this.target = check.target();
    this.abilities = abilities;
    this.folder = folder;
    this.upload = upload;
    this.id = id;
    this.partitions = partitions;
    this.local = local;
  }

  /** Whether a file from so many partitions has enough part numbers for each. */
  static boolean isPossible(int partitions) {
    return partitions <= PartNumbers.MOST_PARTITIONS;
  }

  /**
   * Begins an upload.
   *
   * @param partitions for which it {@link #isPossible}
   * @param local where the tasks stage
   */
  static MultipartFile begin(
      TargetCheck check, StoreAbilities abilities, int partitions, LocalFolders local)
      throws IOException {
    StoreTarget target = check.target();
    if (!PutPart.isKnown()) {
      throw UploadErrors.unknownUploader(target.location());
    }
    StagingFolder folder = StagingFolder.named(target);
    new Leftovers(target, folder).remove();
    Upload upload = Upload.to(target);
    UploadId id = null;
    boolean begun = false;
    try {
      id = upload.begin();
      UploadFile.write(target.at(folder.child(UPLOAD)), id);
      begun = true;
      return new MultipartFile(check, abilities, folder, upload, id, partitions, local);
    } finally {
      if (!begun) {
        end(target, upload, id);
        folder.remove();
        upload.close();
      }
    }
  }

  @Override
  public Staging staging() {
    return new UploadStaging(target, folder.location(), id, local);
  }

  /** Rows that follow one another are not read again. */
  @Override
  public SourceFile open(StagedPiece piece) {
    throw new UnsupportedOperationException(piece.name() + " is sent and not staged");
  }

  @Override
  public void publishCopy(Path copy) {
    throw new UnsupportedOperationException("an upload of tasks and not of " + copy);
  }

  @Override
  public void publish(FileStart start, List<StagedPiece> pieces, long length) throws IOException {
    List<StagedPiece> filled = pieces.stream().filter(piece -> piece.bytes() > 0).toList();
    if (length <= SMALL && filled.stream().allMatch(piece -> sent(piece).parts().isEmpty())) {
      StagedPieces staged = new StagedPieces(target, folder);
      new StreamPublication(check, abilities)
          .publish(new JoinedContents(start, filled, length, staged));
      return;
    }
    List<SentPart> parts = parts(start, filled, length);
    Optional<FileStamp> before = check.check();
    complete(parts, new UploadOutcome(target, before, length, parts));
  }

  private static SentPartition sent(StagedPiece piece) {
    return (SentPartition) piece.receipt();
  }

  private List<SentPart> parts(FileStart start, List<StagedPiece> pieces, long length)
      throws IOException {
    PartMerge merge = plan(start, pieces, length);
    MergedBytes merged = new MergedBytes(start, new StagedPieces(target, folder));
    try {
      List<SentPart> parts = new ArrayList<>(merge.taken());
      parts.addAll(
          InParallel.map(
              merge.merged(),
              Math.min(MERGED_AT_A_TIME, merge.merged().size()),
              part -> sent(part, merged)));
      return parts;
    } catch (UncheckedIOException e) {
      throw StoreErrors.failed(target.location(), e.getCause(), TargetState.UNTOUCHED);
    }
  }

  private PartMerge plan(FileStart start, List<StagedPiece> pieces, long length)
      throws IOException {
    check(start.length(), "before", PartRange.mostZeros(PartNumbers.AT_EACH_END));
    long rows = pieces.stream().mapToLong(StagedPiece::bytes).sum();
    long zeros = length - start.length() - rows;
    check(zeros, "after", PartRange.mostZeros(PartNumbers.AT_EACH_END - 1));
    PartMerge merge = new PartMerge(new PartNumbers(partitions));
    merge.start(start.length());
    for (StagedPiece piece : pieces) {
      if (!merge.add(piece.name(), sent(piece))) {
        throw UploadErrors.missingStart(target.location(), sent(piece).partition());
      }
    }
    merge.end(length);
    return merge;
  }

  private void check(long zeros, String where, long most) throws IOException {
    if (zeros > most) {
      throw UploadErrors.longZeros(target.location(), zeros, where, most);
    }
  }

  private SentPart sent(MergedPart part, MergedBytes merged) {
    try {
      PartRange range = merged.range(part);
      Object handle = Upload.await(upload.send(id, part.number(), merged.bytes(part), range));
      return new SentPart(part.number(), part.length(), (Serializable) handle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Completes the upload. If no answer says that it was, the upload is ended before the last look,
   * so that what is found then stays.
   */
  private void complete(List<SentPart> parts, UploadOutcome outcome) throws IOException {
    try {
      upload.complete(id, parts);
      ended = true;
    } catch (IOException | RuntimeException e) {
      IOException reason =
          e instanceof IOException known ? known : new IOException(e.toString(), e);
      if (!outcome.isPublished()) {
        end();
        outcome.check(reason);
      }
      ended = true;
      StorageLog.warn(
          "file %s: the answer to the completion of its upload was lost (%s); the new file is there",
          target.location(), HadoopErrors.why(reason));
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      end(target, upload, id);
    }
  }

  /** Never throws: the store keeps the parts until a later write, or a rule of the bucket, ends. */
  private static void end(StoreTarget target, Upload upload, UploadId id) {
    boolean interrupted = Thread.interrupted(); // which would end the request
    try {
      if (id != null) {
        upload.abort(id);
      }
    } catch (IOException | RuntimeException e) {
      StorageLog.warn(
          "file %s: its upload cannot be ended (%s); the store keeps its parts until a later write of"
              + " the same array, or a lifecycle rule of the bucket, ends it",
          target.location(), HadoopErrors.why(e));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() throws IOException {
    end();
    folder.remove();
    upload.close();
  }
}
