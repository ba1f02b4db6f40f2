package io.memmap.testing;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;

/**
 * The file system of a whole JVM, whose calls are counted by {@link CountedCalls}. The JVM is
 * started with {@code -Djava.nio.file.spi.DefaultFileSystemProvider} and this name.
 */
public final class ObservedDefault extends ObservedProvider {

  /** As the JVM makes it. */
  public ObservedDefault(FileSystemProvider real) {
    super(real.getFileSystem(URI.create("file:///")), CountedCalls.INSTANCE);
  }

  @Override
  public String getScheme() {
    return "file";
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return fileSystem();
  }

  @Override
  public Path getPath(URI uri) {
    return fileSystem().getPath(uri.getPath());
  }
}
