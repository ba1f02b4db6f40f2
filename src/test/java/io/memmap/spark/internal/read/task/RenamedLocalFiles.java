package io.memmap.spark.internal.read.task;

import java.net.URI;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local files under another scheme, so that they are read as remote files are. */
public final class RenamedLocalFiles extends RawLocalFileSystem {
  static final String SCHEME = "renamed";

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }
}
