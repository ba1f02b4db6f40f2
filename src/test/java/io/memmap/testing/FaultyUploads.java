package io.memmap.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.hadoop.fs.BBPartHandle;
import org.apache.hadoop.fs.BBUploadHandle;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.MultipartUploader;
import org.apache.hadoop.fs.MultipartUploaderBuilder;
import org.apache.hadoop.fs.PartHandle;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathHandle;
import org.apache.hadoop.fs.UploadHandle;
import org.apache.hadoop.fs.impl.AbstractMultipartUploader;
import org.apache.hadoop.fs.impl.MultipartUploaderBuilderImpl;

/** Files in parts on the {@link FaultyFileSystem}, with the rules, handles and etags of S3A. */
public final class FaultyUploads {
  private static final int SHORTEST = 5 << 20;

  /** The parts of uploads that are neither completed nor aborted. */
  public final Map<String, Map<Integer, byte[]>> open = new ConcurrentHashMap<>();

  /** Bytes of all parts that were sent. */
  public final AtomicLong sent = new AtomicLong();

  /** The error of a completion that has no effect; null for none. */
  public volatile IOException notCompleted;

  /** The error of a completion that has succeeded; null for none. */
  public volatile IOException lostAnswer;

  /** What happens when a completion has failed or succeeded, before its answer. */
  public volatile Consumer<java.nio.file.Path> afterCompletion = path -> {};

  /** The error of all parts; null for none. */
  public volatile IOException partFails;

  private final Map<Object, String> etags = new ConcurrentHashMap<>();

  FaultyUploads() {}

  Optional<String> etag(java.nio.file.Path file) throws IOException {
    return Optional.ofNullable(etags.get(Files.getAttribute(file, "unix:fileKey")));
  }

  MultipartUploaderBuilder<?, ?> builder(FileSystem fs, Path base) {
    return new Builder(fs, base);
  }

  private final class Builder extends MultipartUploaderBuilderImpl<MultipartUploader, Builder> {
    private final Path base;

    Builder(FileSystem fs, Path base) {
      super(fs, base);
      this.base = base;
    }

    @Override
    public Builder getThisBuilder() {
      return this;
    }

    @Override
    public MultipartUploader build() {
      return new Uploader(base);
    }
  }

  private final class Uploader extends AbstractMultipartUploader {
    Uploader(Path base) {
      super(base);
    }

    @Override
    public CompletableFuture<UploadHandle> startUpload(Path path) {
      checkPath(path);
      String id = UUID.randomUUID().toString();
      open.put(id, new ConcurrentHashMap<>());
      return CompletableFuture.completedFuture(
          BBUploadHandle.from(ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public CompletableFuture<PartHandle> putPart(
        UploadHandle upload, int number, boolean isLast, Path path, InputStream body, long length) {
      return answer(
          () -> {
            if (partFails != null) {
              throw partFails;
            }
            byte[] bytes = body.readAllBytes();
            if (bytes.length != length) {
              throw new IOException(bytes.length + " bytes in a body of " + length);
            }
            parts(id(upload)).put(number, bytes);
            sent.addAndGet(length);
            return BBPartHandle.from(handle(path, id(upload), number, bytes));
          });
    }

    @Override
    public CompletableFuture<PathHandle> complete(
        UploadHandle upload, Path path, Map<Integer, PartHandle> handles) {
      return answer(
          () -> {
            java.nio.file.Path file = FaultyFileSystem.local(path);
            if (notCompleted != null) {
              afterCompletion.accept(file);
              throw notCompleted;
            }
            join(id(upload), path, new TreeMap<>(handles));
            open.remove(id(upload));
            afterCompletion.accept(file);
            if (lostAnswer != null) {
              throw lostAnswer;
            }
            return () -> ByteBuffer.allocate(0);
          });
    }

    @Override
    public CompletableFuture<Void> abort(UploadHandle upload, Path path) {
      return answer(
          () -> {
            parts(id(upload));
            open.remove(id(upload));
            return null;
          });
    }
  }

  private interface Work<T> {
    T call() throws IOException;
  }

  private static <T> CompletableFuture<T> answer(Work<T> work) {
    try {
      return CompletableFuture.completedFuture(work.call());
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static String id(UploadHandle upload) {
    return new String(upload.toByteArray(), StandardCharsets.UTF_8);
  }

  private Map<Integer, byte[]> parts(String id) throws FileNotFoundException {
    if (!open.containsKey(id)) {
      throw new FileNotFoundException("NoSuchUpload");
    }
    return open.get(id);
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As of {@code S3AMultipartUploader} of Hadoop 3.5.0. */
  private static ByteBuffer handle(Path path, String id, int number, byte[] part)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF("S3A-part01");
      out.writeUTF(path.toUri().toString());
      out.writeUTF(id);
      out.writeInt(number);
      out.writeLong(part.length);
      out.writeUTF("\"" + HexFormat.of().formatHex(digest(part)) + "\"");
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private void join(String id, Path path, NavigableMap<Integer, PartHandle> handles)
      throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    for (Map.Entry<Integer, PartHandle> named : handles.entrySet()) {
      byte[] part = parts(id).get(named.getKey());
      ByteBuffer expected = handle(path, id, named.getKey(), part);
      if (!ByteBuffer.wrap(named.getValue().toByteArray()).equals(expected)) {
        throw new IOException("InvalidPart");
      }
      if (part.length < SHORTEST && !named.getKey().equals(handles.lastKey())) {
        throw new IOException("EntityTooSmall");
      }
      joined.writeBytes(part);
      digests.writeBytes(digest(part));
    }
    java.nio.file.Path file = Files.createTempFile("joined", null);
    Files.write(file, joined.toByteArray());
    Files.move(file, FaultyFileSystem.local(path), StandardCopyOption.REPLACE_EXISTING);
    etags.put(
        Files.getAttribute(FaultyFileSystem.local(path), "unix:fileKey"),
        HexFormat.of().formatHex(digest(digests.toByteArray())) + "-" + handles.size());
  }
}
