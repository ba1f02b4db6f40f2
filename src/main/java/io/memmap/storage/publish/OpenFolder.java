package io.memmap.storage.publish;

import io.memmap.storage.file.FileFacts;
import io.memmap.storage.file.SmallTransfers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder that is held open, so that another one that takes its name is not mistaken for it. Links
 * are never followed. Where the platform has no handles for folders, paths are used.
 */
final class OpenFolder implements Closeable {
  private final Path path;
  private final DirectoryStream<Path> stream;
  private final FileFacts facts;

  private OpenFolder(Path path, DirectoryStream<Path> stream, FileFacts facts) {
    this.path = path;
    this.stream = stream;
    this.facts = facts;
  }

  /** Opens a folder; empty if there is none, or the path is something else. */
  @SuppressWarnings("StreamResourceLeak") // the folder closes it
  static Optional<OpenFolder> open(Path path) throws IOException {
    Optional<FileFacts> facts = FileFacts.of(path).filter(FileFacts::isFolder);
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    DirectoryStream<Path> stream;
    try {
      // the dot keeps the open from waiting at a pipe that took the name meanwhile
      stream = Files.newDirectoryStream(path.resolve("."));
    } catch (NoSuchFileException removed) {
      return Optional.empty();
    }
    OpenFolder folder = new OpenFolder(path, stream, facts.get());
    boolean same = false;
    try {
      same = folder.isStillThe(facts.get());
      return same ? Optional.of(folder) : Optional.empty();
    } finally {
      if (!same) {
        folder.close();
      }
    }
  }

  private boolean isStillThe(FileFacts seen) throws IOException {
    return !(stream instanceof SecureDirectoryStream<Path> secure)
        || seen.key()
            .equals(
                secure
                    .getFileAttributeView(BasicFileAttributeView.class)
                    .readAttributes()
                    .fileKey());
  }

  Path path() {
    return path;
  }

  /** The folder itself, as it was when it was opened. */
  FileFacts facts() {
    return facts;
  }

  /** All names in it; can be asked for once. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try {
      stream.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /** The file of this name in the folder; empty if there is none. */
  Optional<FileFacts> facts(String name) throws IOException {
    Optional<FileFacts> found = FileFacts.of(path.resolve(name));
    if (found.isPresent() && stream instanceof SecureDirectoryStream<Path> secure) {
      try {
        Object key =
            secure
                .getFileAttributeView(
                    relative(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .fileKey();
        return found.filter(file -> file.key().equals(key));
      } catch (NoSuchFileException anotherFolderHasTheName) {
        return Optional.empty();
      }
    }
    return found;
  }

  boolean has(String name) throws IOException {
    return facts(name).isPresent();
  }

  /**
   * Opens a plain file that has no other hard links.
   *
   * @throws NoSuchFileException if there is none
   */
  FileChannel open(String name, StandardOpenOption option) throws IOException {
    FileFacts file =
        facts(name).orElseThrow(() -> new NoSuchFileException(path.resolve(name).toString()));
    if (!file.isFile() || file.links() != 1) {
      throw PublishErrors.notStaged(path.resolve(name), file);
    }
    Set<OpenOption> options = Set.of(option, LinkOption.NOFOLLOW_LINKS);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      SeekableByteChannel channel = secure.newByteChannel(relative(name), options);
      if (channel instanceof FileChannel opened) {
        return opened;
      }
      channel.close();
    }
    return FileChannel.open(path.resolve(name), options);
  }

  /**
   * All bytes of a plain file.
   *
   * @param most bytes that the file may have
   * @throws NoSuchFileException if there is none
   */
  byte[] read(String name, int most) throws IOException {
    try (FileChannel channel = open(name, StandardOpenOption.READ)) {
      long bytes = channel.size();
      if (bytes > most) {
        throw PublishErrors.tooLong(path.resolve(name), bytes, most);
      }
      ByteBuffer content = ByteBuffer.allocate((int) bytes);
      SmallTransfers.read(channel, content, 0);
      return Arrays.copyOf(content.array(), content.position());
    }
  }

  /** Deletes a file or a link, not what the link leads to. */
  void delete(String name) throws IOException {
    try {
      if (stream instanceof SecureDirectoryStream<Path> secure) {
        secure.deleteFile(relative(name));
      } else if (FileFacts.of(path.resolve(name)).filter(file -> !file.isFolder()).isPresent()) {
        Files.deleteIfExists(path.resolve(name));
      }
    } catch (NoSuchFileException gone) {
      // it is deleted already
    }
  }

  private Path relative(String name) {
    return path.getFileSystem().getPath(name);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
