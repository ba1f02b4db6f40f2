package io.memmap.storage.hadoop;

import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.HeaderReads;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.OpenBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads headers. The analytics stream of S3A, the default of Hadoop 3.5, downloads objects of up to
 * 8 MiB when they are opened. So the headers of many files are read by a file system of their own,
 * which opens classic streams.
 */
final class HadoopHeaders implements HeaderReads {
  private static final String ANALYTICS = "fs.s3a.input.stream.type.analytics";
  private static final String STREAM_TYPE = "input.stream.type";

  /** For so few files, starting a file system of their own takes longer than it saves. */
  private static final int FEW = 16;

  private final HadoopStorage storage;
  private final int files;

  /** By the roots of locations. */
  private final Map<Location, FileSystem> chosen = new ConcurrentHashMap<>();

  private final List<FileSystem> own = new ArrayList<>();

  HadoopHeaders(HadoopStorage storage, int files) {
    this.storage = storage;
    this.files = files;
  }

  @Override
  public OpenBytes open(FileStamp seen) throws IOException {
    return new StreamBytes(StreamFile.open(fileSystem(seen.location()), seen, seen.bytes()));
  }

  private FileSystem fileSystem(Location location) throws IOException {
    FileSystem known = chosen.get(location.root());
    return known == null ? choose(location) : known;
  }

  private synchronized FileSystem choose(Location location) throws IOException {
    FileSystem known = chosen.get(location.root());
    if (known != null) {
      return known;
    }
    FileSystem fs = storage.fileSystem(location);
    Path path = HadoopStorage.path(location);
    if (files > FEW && fs.hasPathCapability(path, ANALYTICS)) {
      fs = FileSystem.newInstance(path.toUri(), classic(path.toUri().getHost()));
      own.add(fs);
    }
    chosen.put(location.root(), fs);
    return fs;
  }

  private Configuration classic(String bucket) {
    Configuration configuration = new Configuration(storage.configuration());
    configuration.set("fs.s3a." + STREAM_TYPE, "classic");
    configuration.set("fs.s3a.bucket." + bucket + "." + STREAM_TYPE, "classic");
    return configuration;
  }

  @Override
  public void close() throws IOException {
    for (FileSystem fs : own) {
      fs.close();
    }
  }
}
