package io.memmap.storage.hadoop.write;

import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.fs.MultipartUploader;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UploadHandle;

/**
 * {@code MultipartUploader.putPart} of this Hadoop: (upload, number, path, body, length) up to
 * 3.4.1, (upload, number, whether it is the last part, path, body, length) from 3.4.2 on.
 */
final class PutPart {
  private static final int WITHOUT_LAST = 5;
  private static final int WITH_LAST = 6;
  private static final int PLACE_OF_LAST = 3;

  private static final Optional<MethodHandle> FOUND = in(MultipartUploader.class);

  private PutPart() {}

  /** The method of another version of the interface, called as (this, upload, number, ...). */
  static Optional<MethodHandle> in(Class<?> uploader) {
    return Arrays.stream(uploader.getMethods())
        .filter(method -> method.getName().equals("putPart"))
        .map(PutPart::handle)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<MethodHandle> handle(Method method) {
    try {
      MethodHandle handle = MethodHandles.publicLookup().unreflect(method);
      return switch (method.getParameterCount()) {
        case WITHOUT_LAST -> Optional.of(handle);
        case WITH_LAST -> Optional.of(MethodHandles.insertArguments(handle, PLACE_OF_LAST, false));
        default -> Optional.empty();
      };
    } catch (IllegalAccessException e) {
      return Optional.empty();
    }
  }

  /** Whether this Hadoop has the method in one of the forms that are known. */
  static boolean isKnown() {
    return FOUND.isPresent();
  }

  /**
   * Sends a part.
   *
   * @return a {@code CompletableFuture} of its handle
   * @throws Throwable what the method throws
   */
  static Object call(
      MultipartUploader uploader,
      UploadHandle upload,
      int number,
      Path path,
      InputStream body,
      long length)
      throws Throwable {
    return FOUND
        .orElseThrow(NoSuchMethodException::new)
        .invoke(uploader, upload, number, path, body, length);
  }
}
