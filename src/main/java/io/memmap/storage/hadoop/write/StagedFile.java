package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.Location;
import io.memmap.storage.staging.StagedOutput;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FSDataOutputStream;

/** What one attempt stages, as a file of the store. */
final class StagedFile implements StagedOutput {
  private final Location target;
  private final StoreTarget staged;
  private final NewStream stream;

  StagedFile(Location target, StoreTarget staged, FSDataOutputStream stream) {
    this.target = target;
    this.staged = staged;
    this.stream = new NewStream(stream, false);
  }

  @Override
  public String name() {
    return staged.location().name();
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    try {
      stream.write(bytes);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Serializable finish(boolean sync) throws IOException {
    try {
      stream.complete(sync);
      return null;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private IOException failed(IOException cause) {
    return StoreErrors.failed(target, cause, TargetState.UNTOUCHED);
  }

  @Override
  public void abandon() throws IOException {
    stream.abandon();
    staged.fs().delete(staged.path(), false);
  }

  /** Without {@link #finish} this abandons the bytes. */
  @Override
  public void close() {
    stream.abandon();
  }
}
