package io.memmap.storage.file;

import io.memmap.array.OneLine;

/** Warnings of the storage, which Spark's own log shows. */
public final class StorageLog {
  private static final System.Logger LOG =
      System.getLogger("io.memmap.storage.publish.StagingArea");

  private StorageLog() {}

  public static void warn(String message) {
    LOG.log(System.Logger.Level.WARNING, OneLine.of(message));
  }
}
