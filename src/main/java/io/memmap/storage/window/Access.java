package io.memmap.storage.window;

/** How a task gets at the bytes of its rows. */
public enum Access {
  /** Windows over a mapping: nothing is copied, pages are shared with all who map the file. */
  MMAP,
  /** Positional reads into reused buffers: immune to a file that is cut while it is read. */
  READ
}
