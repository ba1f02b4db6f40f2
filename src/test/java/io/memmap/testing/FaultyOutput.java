package io.memmap.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;

/** A stream that writes a local file with the faults and capabilities of {@link Faults}. */
final class FaultyOutput extends OutputStream implements Abortable, StreamCapabilities, Syncable {
  /** S3A throws an exception of this name when a condition does not hold. */
  private static final class RemoteFileChangedException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final Faults faults = Faults.current();
  private final FaultyFileSystem fs;
  private final org.apache.hadoop.fs.Path path;
  private final String etag;
  private final boolean absent;
  private final Path written;
  private final OutputStream out;
  private final Object key;
  private long position;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * @param etag that the file has to have at the close; null for any
   * @param absent whether no file has to be there at the close
   */
  FaultyOutput(FaultyFileSystem fs, org.apache.hadoop.fs.Path path, String etag, boolean absent)
      throws IOException {
    this.fs = fs;
    this.path = path;
    this.etag = etag;
    this.absent = absent;
    written =
        faults.publishesAtClose
            ? Files.createTempFile("faulty", null)
            : FaultyFileSystem.local(path);
    out = Files.newOutputStream(written);
    key = Files.getAttribute(written, "unix:fileKey");
    faults.held.add(key);
    faults.outputsNow.incrementAndGet();
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    long failing = faults.writeFailsAt;
    if (position <= failing && failing < position + length) {
      throw faults.failure;
    }
    out.write(bytes, offset, length);
    position += length;
    faults.bytesWritten.addAndGet(length);
  }

  @Override
  public void hsync() {
    faults.synced.add(FaultyFileSystem.local(path));
  }

  @Override
  public void hflush() {}

  @Override
  public void close() throws IOException {
    if (!end()) {
      return;
    }
    faults.beforeClose.accept(FaultyFileSystem.local(path));
    if (faults.publishesAtClose) {
      checkCondition();
      if (faults.closeFails == Faults.Close.WITHOUT_EFFECT) {
        Files.delete(written);
        throw faults.failure;
      }
      Files.move(written, FaultyFileSystem.local(path), StandardCopyOption.REPLACE_EXISTING);
    }
    if (faults.closeFails != Faults.Close.NEVER) {
      throw faults.failure;
    }
  }

  /** Returns false if it has ended before: the task and Spark, which kills it, may both do it. */
  private boolean end() throws IOException {
    if (ended.getAndSet(true)) {
      return false;
    }
    faults.outputsNow.decrementAndGet();
    faults.held.remove(key);
    out.close();
    return true;
  }

  private void checkCondition() throws IOException {
    boolean exists = Files.exists(FaultyFileSystem.local(path));
    boolean holds =
        !(absent && exists)
            && (etag == null
                || (exists && etag.equals(((EtagSource) fs.getFileStatus(path)).getEtag())));
    if (!holds) {
      throw new RemoteFileChangedException();
    }
  }

  @Override
  public AbortableResult abort() {
    try {
      if (end()) {
        Files.delete(written);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    faults.aborted.incrementAndGet();
    return null;
  }

  @Override
  public boolean hasCapability(String capability) {
    return switch (capability) {
      case "fs.capability.outputstream.abortable" -> faults.publishesAtClose;
      case StreamCapabilities.HSYNC -> !faults.publishesAtClose;
      default -> false;
    };
  }
}
