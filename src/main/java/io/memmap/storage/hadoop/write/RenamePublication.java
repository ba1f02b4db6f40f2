package io.memmap.storage.hadoop.write;

import io.memmap.storage.runs.StagingNames;
import java.io.IOException;

/** A file in the staging folder, which is then renamed to the array's name. */
final class RenamePublication implements Publication {
  private final StoreTarget target;
  private final StagingFolder folder;
  private final FileForm form;
  private final Naming naming;
  private final boolean sync;

  RenamePublication(StagingFolder folder, FileForm form, Naming naming, boolean sync) {
    this.target = naming.target();
    this.folder = folder;
    this.form = form;
    this.naming = naming;
    this.sync = sync;
  }

  @Override
  public void publish(NewContents contents) throws IOException {
    naming.name(write(StagingNames.ARRAY, contents::writeTo));
  }

  /** What is written to a file. */
  interface Bytes {
    void writeTo(NewStream stream) throws IOException;
  }

  /** Writes a file of the staging folder. */
  StoreTarget write(String name, Bytes bytes) throws IOException {
    StoreTarget file = target.at(folder.child(name));
    try {
      NewStream stream = new NewStream(form.create(file), false);
      boolean written = false;
      try {
        bytes.writeTo(stream);
        stream.complete(sync);
        written = true;
      } finally {
        if (!written) {
          stream.abandon();
        }
      }
      return file;
    } catch (IOException e) {
      throw StoreErrors.failed(target.location(), e, TargetState.UNTOUCHED);
    }
  }
}
