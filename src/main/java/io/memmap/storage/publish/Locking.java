package io.memmap.storage.publish;

import java.time.Duration;

/**
 * How writers of one array exclude one another.
 *
 * @param isLocked whether each writer holds a file lock, which shows the others that it is alive;
 *     otherwise the user guarantees that there is one writer at a time
 * @param timeout how long a write waits for another one of the same file to end
 */
public record Locking(boolean isLocked, Duration timeout) {
  /** Another process that only looks at the lock holds it for a moment. */
  private static final Duration SHORTEST = Duration.ofMillis(200);

  /** With locks; another writer is waited for 200 ms at most. */
  public static final Locking LOCKED = new Locking(true, Duration.ZERO);

  /** Without locks: the user guarantees a single writer. */
  public static final Locking SINGLE_WRITER = new Locking(false, Duration.ZERO);

  /** The locking that the option {@code lock} asks for. */
  public static Locking of(boolean lock) {
    return lock ? LOCKED : SINGLE_WRITER;
  }

  /** The same with a longer wait. */
  public Locking waiting(Duration longest) {
    return new Locking(isLocked, longest);
  }

  /** A deadline that counts from now. */
  Deadline deadline() {
    return new Deadline(timeout.compareTo(SHORTEST) < 0 ? SHORTEST : timeout);
  }
}
