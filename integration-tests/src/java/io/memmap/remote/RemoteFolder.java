package io.memmap.remote;

import io.memmap.testing.ArrayFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** A folder on a server, or the keys below a prefix. */
final class RemoteFolder implements ArrayFolder {
  private final Path folder;
  private final FileSystem fs;
  private final boolean countsEmpty;

  /**
   * A folder.
   *
   * @param uri with its scheme
   */
  RemoteFolder(String uri, Configuration configuration) throws IOException {
    this(new Path(uri), new Path(uri).getFileSystem(configuration), true);
  }

  private RemoteFolder(Path folder, FileSystem fs, boolean countsEmpty) {
    this.folder = folder;
    this.fs = fs;
    this.countsEmpty = countsEmpty;
  }

  /** The same folder on SeaweedFS, which keeps folders whose objects were removed. */
  RemoteFolder withoutEmptyFolders() {
    return new RemoteFolder(folder, fs, false);
  }

  @Override
  public String target(String name) {
    return folder + "/" + name;
  }

  Path path(String name) {
    return new Path(folder, name);
  }

  @Override
  public void put(String name, byte[] bytes) throws IOException {
    try (OutputStream out = fs.create(path(name), true)) {
      out.write(bytes);
    }
  }

  @Override
  public byte[] bytes(String name) throws IOException {
    // Some clients of S3 keep objects in memory and give them for a while when others are there
    try (FileSystem own = FileSystem.newInstance(folder.toUri(), fs.getConf());
        InputStream in = own.open(path(name))) {
      return in.readAllBytes();
    }
  }

  @Override
  public void remove(String name) throws IOException {
    fs.delete(path(name), false);
  }

  @Override
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus status : fs.listStatus(folder)) {
        if (countsEmpty || status.isFile() || fs.listFiles(status.getPath(), true).hasNext()) {
          names.add(status.getPath().getName());
        }
      }
    } catch (FileNotFoundException nothing) {
      // a prefix without keys
    }
    names.addAll(uploads());
    names.sort(null);
    return names;
  }

  /** The multipart uploads of S3 that are not complete; this build knows S3A by reflection only. */
  private List<String> uploads() throws IOException {
    if (!folder.toUri().getScheme().equals("s3a")) {
      return List.of();
    }
    String prefix = folder.toUri().getPath().substring(1) + "/";
    List<String> uploads = new ArrayList<>();
    try {
      RemoteIterator<?> all =
          (RemoteIterator<?>)
              fs.getClass().getMethod("listUploads", String.class).invoke(fs, prefix);
      while (all.hasNext()) {
        uploads.add("upload " + all.next());
      }
      return uploads;
    } catch (InvocationTargetException e) {
      throw new IOException("cannot list the uploads below " + folder, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
