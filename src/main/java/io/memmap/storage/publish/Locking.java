package io.memmap.storage.publish;

import java.time.Duration;

/**
 * How writers to one array are told from one another.
 *
 * @param isLocked whether each holds a lock, by which others see that it lives; else the file
 *     system has none, and the user vouches that there is one writer at a time
 * @param timeout how long a write waits for another one of the same file to end
 */
public record Locking(boolean isLocked, Duration timeout) {
  /** Somebody may just be looking at the lock of a folder that is about to be taken over. */
  private static final Duration SHORTEST = Duration.ofMillis(200);

  /** With locks, and without waiting to speak of. */
  public static final Locking LOCKED = new Locking(true, Duration.ZERO);

  /** Without locks. */
  public static final Locking SINGLE_WRITER = new Locking(false, Duration.ZERO);

  /** What the option {@code lock} says. */
  public static Locking of(boolean lock) {
    return lock ? LOCKED : SINGLE_WRITER;
  }

  /** The same with a longer wait. */
  public Locking waiting(Duration longest) {
    return new Locking(isLocked, longest);
  }

  /** Counts from now. */
  Deadline deadline() {
    return new Deadline(timeout.compareTo(SHORTEST) < 0 ? SHORTEST : timeout);
  }
}
