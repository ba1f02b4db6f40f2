package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.SourceFile;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.StagedPiece;
import io.memmap.storage.staging.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A new file whose rows are staged in a folder of the store. */
final class FolderFile implements NewFile {
  private final StoreTarget target;
  private final StagingFolder folder;
  private final FileForm form;
  private final Publication publication;

  FolderFile(StoreTarget target, StagingFolder folder, FileForm form, Publication publication) {
    this.target = target;
    this.folder = folder;
    this.form = form;
    this.publication = publication;
  }

  @Override
  public Staging staging() {
    return new FolderStaging(target.storage(), target.location(), folder.location(), form);
  }

  @Override
  public SourceFile open(StagedPiece piece) throws IOException {
    return pieces().open(piece);
  }

  private StagedPieces pieces() {
    return new StagedPieces(target, folder);
  }

  @Override
  public void publish(FileStart start, List<StagedPiece> pieces, long length) throws IOException {
    publication.publish(new JoinedContents(start, pieces, length, pieces()));
  }

  @Override
  public void publishCopy(Path local) throws IOException {
    publication.publish(new CopiedContents(local, Files.size(local)));
  }

  @Override
  public void close() {
    folder.remove();
  }
}
