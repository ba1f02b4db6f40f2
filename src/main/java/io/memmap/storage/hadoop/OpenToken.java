package io.memmap.storage.hadoop;

import io.memmap.storage.file.FileStamp;
import java.io.Serializable;
import java.util.Optional;

/**
 * By what a planned file is opened, for the executors; and where its blocks are, for the driver.
 */
final class OpenToken implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Serializable opens;
  private final transient FileBlocks blocks;

  /**
   * @param opens a {@code PathHandle}, a {@code FileStatus} that tells a version, or null
   * @param blocks null if they are not known or the file system has none
   */
  OpenToken(Serializable opens, FileBlocks blocks) {
    this.opens = opens;
    this.blocks = blocks;
  }

  /** What opens the file; null if only its path does. */
  static Serializable opening(FileStamp file) {
    return file.token() instanceof OpenToken token ? token.opens : null;
  }

  static Optional<FileBlocks> blocks(FileStamp file) {
    return file.token() instanceof OpenToken token
        ? Optional.ofNullable(token.blocks)
        : Optional.empty();
  }
}
