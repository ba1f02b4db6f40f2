package io.memmap.testing;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;

/**
 * The default file system of a JVM that counts its calls in {@link CountedCalls}. The JVM is
 * started with {@code -Djava.nio.file.spi.DefaultFileSystemProvider} and the name of this class.
 */
public final class ObservedDefault extends ObservedProvider {

  /** The constructor that the JVM calls with its default provider. */
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
