package io.memmap.testing;

import static io.memmap.testing.ObservedFileSystem.real;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The provider of an {@link ObservedFileSystem}: reports each call and passes it to the real
 * provider.
 */
class ObservedProvider extends FileSystemProvider {
  private final ObservedFileSystem fileSystem;
  private final FileSystemProvider provider;
  private final FileCalls calls;

  ObservedProvider(FileSystem real, FileCalls calls) {
    this.fileSystem = new ObservedFileSystem(real, this);
    this.provider = real.provider();
    this.calls = calls;
  }

  final ObservedFileSystem fileSystem() {
    return fileSystem;
  }

  interface Call<T> {
    T make() throws IOException;
  }

  static <T> T seen(FileCalls calls, String name, Path path, Call<T> call) throws IOException {
    calls.before(name, path);
    T result = call.make();
    calls.after(name, path);
    return result;
  }

  private <T> T seen(String name, Path path, Call<T> call) throws IOException {
    return seen(calls, name, real(path), call);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return seen(
        "open",
        path,
        () ->
            new ObservedChannel(
                provider.newFileChannel(real(path), options, attributes), real(path), calls));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> entries =
        seen(
            "list",
            folder,
            () ->
                provider.newDirectoryStream(
                    real(folder), entry -> filter.accept(fileSystem.wrap(entry))));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> found = entries.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return found.hasNext();
          }

          @Override
          public Path next() {
            return fileSystem.wrap(found.next());
          }
        };
      }

      @Override
      public void close() throws IOException {
        entries.close();
      }
    };
  }

  private interface Action {
    void make() throws IOException;
  }

  private void done(String name, Path path, Action action) throws IOException {
    seen(
        name,
        path,
        () -> {
          action.make();
          return null;
        });
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    done("createDirectory", folder, () -> provider.createDirectory(real(folder), attributes));
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    done("link", link, () -> provider.createLink(real(link), real(existing)));
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    done(
        "symbolicLink",
        link,
        () -> provider.createSymbolicLink(real(link), real(target), attributes));
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return fileSystem.wrap(provider.readSymbolicLink(real(link)));
  }

  @Override
  public void delete(Path path) throws IOException {
    done("delete", path, () -> provider.delete(real(path)));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    done("copy", source, () -> provider.copy(real(source), real(target), options));
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    done("move", source, () -> provider.move(real(source), real(target), options));
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return seen("isSameFile", one, () -> provider.isSameFile(real(one), real(other)));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return provider.isHidden(real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return provider.getFileStore(real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    done("access", path, () -> provider.checkAccess(real(path), modes));
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return provider.getFileAttributeView(real(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return seen("attributes", path, () -> provider.readAttributes(real(path), type, options));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return seen("attributes", path, () -> provider.readAttributes(real(path), names, options));
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    done("set " + name, path, () -> provider.setAttribute(real(path), name, value, options));
  }

  @Override
  public String getScheme() {
    return "observed";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> options) {
    throw new IllegalArgumentException(uri.toString());
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new IllegalArgumentException(uri.toString());
  }

  @Override
  public Path getPath(URI uri) {
    throw new IllegalArgumentException(uri.toString());
  }
}
