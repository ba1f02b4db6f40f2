package io.memmap.remote;

import java.io.IOException;
import java.util.Map;

/** A running server with a file system of Hadoop. */
public interface RemoteServer extends AutoCloseable {

  /** The URI of its root, without a slash at the end. */
  String root();

  /** Hadoop's settings that its clients need. */
  Map<String, String> settings();

  @Override
  void close() throws IOException;
}
