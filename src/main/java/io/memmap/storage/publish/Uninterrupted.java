package io.memmap.storage.publish;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Steps that a thread takes although somebody asked it to stop: a channel closes under the hands of
 * an interrupted thread, and half of such a step is worse than all of it or nothing.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  /** Opens the channels that it uses, so that it can be taken again. */
  interface Step {
    void take() throws IOException;
  }

  /** Takes the step. A thread that was interrupted before or meanwhile still is so afterwards. */
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
