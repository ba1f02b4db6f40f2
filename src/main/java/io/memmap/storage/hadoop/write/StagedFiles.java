package io.memmap.storage.hadoop.write;

import java.io.IOException;

/**
 * Files that the driver writes in the staging folder.
 *
 * @param sync whether they are forced to the store's disks
 */
record StagedFiles(StoreTarget target, StagingFolder folder, FileForm form, boolean sync) {

  /** What is written to a file. */
  interface Bytes {
    void writeTo(NewStream stream) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @throws IOException if it cannot be written; the array is as it was
   */
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
