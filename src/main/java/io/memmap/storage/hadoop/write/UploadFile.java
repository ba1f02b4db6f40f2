package io.memmap.storage.hadoop.write;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;

/** The file by which a later write finds an upload that was abandoned. */
final class UploadFile {
  /** Far more than an upload's handle has. */
  private static final int MOST_BYTES = 1 << 16;

  private UploadFile() {}

  static void write(StoreTarget file, UploadId upload) throws IOException {
    NewStream stream = new NewStream(FileForm.of(file, false).create(file), false);
    try {
      stream.write(upload.bytes());
      stream.complete(false);
    } finally {
      stream.abandon();
    }
  }

  static UploadId read(StoreTarget file) throws IOException {
    try (FSDataInputStream stream = file.fs().open(file.path())) {
      return new UploadId(stream.readNBytes(MOST_BYTES));
    }
  }
}
