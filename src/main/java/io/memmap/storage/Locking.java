package io.memmap.storage;

/** How writers to one array are told from one another. */
public enum Locking {
  /** Each holds a lock, by which others see that it lives. */
  LOCKED,

  /** The file system has no locks; the user vouches that there is one writer at a time. */
  SINGLE_WRITER;

  /** What the option {@code lock} says. */
  public static Locking of(boolean lock) {
    return lock ? LOCKED : SINGLE_WRITER;
  }
}
