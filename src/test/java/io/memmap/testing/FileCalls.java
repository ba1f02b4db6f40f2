package io.memmap.testing;

import java.io.IOException;
import java.nio.file.Path;

/** What a test does around each call that code makes to an {@link ObservedFileSystem}. */
public interface FileCalls {

  /**
   * Comes before the call, which is not made if this throws.
   *
   * @param call such as {@code open}, {@code write}, {@code force}, {@code move} or {@code link}
   * @param path the real one; of two paths the first as {@code java.nio.file.Files} has them
   */
  void before(String call, Path path) throws IOException;

  /** Comes after a call that succeeded, and may make a failure of it. */
  default void after(String call, Path path) throws IOException {}
}
