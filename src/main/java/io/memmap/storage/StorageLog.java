package io.memmap.storage;

import io.memmap.array.OneLine;

/** Warnings of the storage, which Spark's own log shows. */
final class StorageLog {
  private static final System.Logger LOG = System.getLogger("io.memmap.storage.StagingArea");

  private StorageLog() {}

  static void warn(String message) {
    LOG.log(System.Logger.Level.WARNING, OneLine.of(message));
  }
}
