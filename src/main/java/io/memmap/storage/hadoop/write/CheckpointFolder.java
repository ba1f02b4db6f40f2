package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.ArrayFileException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * Small files that a stream keeps in the folder that Spark gives it below the checkpoint, on any
 * file system. Each of them is written once, as a whole.
 */
public final class CheckpointFolder {
  private static final String TEMPORARY = ".tmp";

  private final Path folder;
  private final Configuration configuration;

  /**
   * @param folder as Spark names it; need not exist
   */
  public CheckpointFolder(String folder, Configuration configuration) {
    this.folder = new Path(folder);
    this.configuration = configuration;
  }

  /** Without the checksums beside each file that Hadoop adds on the local file system. */
  private FileSystem fileSystem() throws IOException {
    FileSystem fs = folder.getFileSystem(configuration);
    return fs instanceof LocalFileSystem local ? local.getRaw() : fs;
  }

  /**
   * The bytes of a file; empty if there is none.
   *
   * @throws IOException if it cannot be read; the message names it
   */
  public Optional<byte[]> read(String name) throws IOException {
    Path path = new Path(folder, name);
    try (FSDataInputStream file = fileSystem().open(path)) {
      return Optional.of(file.readAllBytes());
    } catch (FileNotFoundException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ArrayFileException(path.toString(), e, "cannot be read (%s)", e.getMessage());
    }
  }

  /**
   * Writes a file, unless it is there, and forces it to the disk.
   *
   * @throws IOException if it cannot be written; the message names it
   */
  public void write(String name, byte[] bytes) throws IOException {
    Path path = new Path(folder, name);
    Path temporary = new Path(folder, "." + name + "." + UUID.randomUUID() + TEMPORARY);
    try {
      FileSystem fs = fileSystem();
      if (fs.exists(path)) {
        return;
      }
      try (FSDataOutputStream file = fs.create(temporary, true)) {
        file.write(bytes);
        if (file.hasCapability(StreamCapabilities.HSYNC)) { // stores keep what they have confirmed
          file.hsync();
        }
      }
      if (!fs.rename(temporary, path)) {
        throw new IOException("cannot be renamed from " + temporary);
      }
    } catch (IOException e) {
      throw new ArrayFileException(path.toString(), e, "cannot be written (%s)", e.getMessage());
    }
  }

  /**
   * The names of all files.
   *
   * @throws IOException if the folder cannot be listed
   */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus file : fileSystem().listStatus(folder)) {
        names.add(file.getPath().getName());
      }
      return names;
    } catch (FileNotFoundException none) {
      return names;
    }
  }

  /**
   * Removes a file, if it is there.
   *
   * @throws IOException if it cannot be removed
   */
  public void remove(String name) throws IOException {
    fileSystem().delete(new Path(folder, name), false);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
