package io.memmap.storage.publish;

/**
 * The owner's files that this JVM has locked. A process can lock a file only once, and loses the
 * lock when it opens and closes the file again, so all code that takes a lock, or asks for one,
 * holds the monitor. Both are shared with classes of this name that other class loaders have
 * loaded.
 */
final class HeldLocks {
  /** Strings are interned for the whole JVM. */
  static final Object MONITOR = "io.memmap.storage.publish.HeldLocks".intern();

  private static final String PREFIX = "io.memmap.held.";

  private HeldLocks() {}

  static boolean contains(Object key) {
    return System.getProperty(PREFIX + key) != null;
  }

  /**
   * Notes a file.
   *
   * @return whether it was not held before
   */
  static boolean add(Object key) {
    return System.setProperty(PREFIX + key, "") == null;
  }

  static void remove(Object key) {
    System.clearProperty(PREFIX + key);
  }
}
