package io.memmap.storage.publish;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Steps that are completed even on an interrupted thread, since half of such a step is worse than
 * all of it or nothing. An interrupt closes the channel that the thread uses.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  /** A step that opens the channels that it uses, so that it can be repeated. */
  interface Step {
    void take() throws IOException;
  }

  /** Takes the step, and keeps the interrupt status of the thread. */
  static void take(Step step) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      boolean taken = false;
      while (!taken) {
        try {
          step.take();
          taken = true;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
