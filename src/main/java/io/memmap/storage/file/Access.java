package io.memmap.storage.file;

/** How a task reads the bytes of its rows. */
public enum Access {
  /** Through a mapping: nothing is copied, and all processes that map the file share its pages. */
  MMAP,
  /**
   * By positional reads into reused buffers: if the file is cut meanwhile, the task fails and the
   * JVM lives on.
   */
  READ
}
