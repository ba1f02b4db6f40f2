package io.memmap.testing;

import java.io.IOException;
import java.nio.file.Path;

/** Actions of a test before and after each call to an {@link ObservedFileSystem}. */
public interface FileCalls {

  /**
   * Runs before the call, which is not made if this throws.
   *
   * @param call such as {@code open}, {@code write}, {@code force}, {@code move} or {@code link}
   * @param path on the real file system; for calls with two paths the first, as in {@code
   *     java.nio.file.Files}
   */
  void before(String call, Path path) throws IOException;

  /** Runs after a call that succeeded; if this throws, the call fails. */
  default void after(String call, Path path) throws IOException {}
}
