package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.JobFailures;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.MultipartUploader;
import org.apache.hadoop.fs.PartHandle;

/** One upload of a file in parts, which the file system's own threads send. */
final class Upload implements Closeable {
  private final StoreTarget target;
  private final MultipartUploader uploader;

  private Upload(StoreTarget target, MultipartUploader uploader) {
    this.target = target;
    this.uploader = uploader;
  }

  /** Uploads of this target. */
  static Upload to(StoreTarget target) throws IOException {
    return new Upload(
        target, target.fs().createMultipartUploader(target.path().getParent()).build());
  }

  /** Begins an upload, which the store keeps until it is completed or aborted. */
  UploadId begin() throws IOException {
    return new UploadId(await(uploader.startUpload(target.path())).toByteArray());
  }

  /**
   * Sends a part.
   *
   * @return its handle, a {@link PartHandle}
   */
  Future<?> send(UploadId upload, int number, PartBytes bytes, PartRange range) throws IOException {
    try {
      PartBody body = new PartBody(bytes, range);
      return (CompletableFuture<?>)
          PutPart.call(uploader, upload, number, target.path(), body, range.length());
    } catch (Throwable e) {
      throw e instanceof IOException known
          ? known
          : JobFailures.failure(e, "a part of a file cannot be sent");
    }
  }

  /** Makes the file of these parts, in the order of their numbers. */
  void complete(UploadId upload, List<SentPart> parts) throws IOException {
    Map<Integer, PartHandle> handles = new HashMap<>();
    parts.forEach(part -> handles.put(part.number(), (PartHandle) part.handle()));
    await(uploader.complete(upload, target.path(), handles));
  }

  /** Ends an upload and frees what it has stored. */
  void abort(UploadId upload) throws IOException {
    await(uploader.abort(upload, target.path()));
  }

  /**
   * Waits for a result.
   *
   * @throws IOException the error of the file system
   */
  static <T> T await(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known
          ? known
          : JobFailures.failure(e.getCause(), "a part of a file cannot be sent");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted while a file was uploaded");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  @Override
  public void close() throws IOException {
    uploader.close();
  }
}
