package io.memmap.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs checks, counts them and collects their failures, so that one failure doesn't hide the
 * others.
 */
final class Verdicts {
  private static final int SHOWN = 25;
  private static final int LONGEST = 400;

  /** A check, which throws if it fails. */
  @FunctionalInterface
  interface Check {
    void run() throws Exception;
  }

  private final List<String> failures = new ArrayList<>();
  private int ran;

  void judge(Object what, Check check) {
    ran++;
    try {
      check.run();
    } catch (Exception | AssertionError | StackOverflowError failure) {
      failures.add(what + "\n    " + onOneLine(failure));
    }
  }

  private static String onOneLine(Throwable failure) {
    String line = failure.toString().replaceAll("\\s+", " ");
    return line.substring(0, Math.min(LONGEST, line.length()));
  }

  int ran() {
    return ran;
  }

  int failed() {
    return failures.size();
  }

  /** Fails with all failures; {@code context} says how to repeat the run. */
  void assertNoneFailed(String context) {
    if (failures.isEmpty()) {
      return;
    }
    List<String> shown = failures.subList(0, Math.min(SHOWN, failures.size()));
    throw new AssertionError(
        "%d of %d failed (%s):%n%s%s"
            .formatted(
                failures.size(),
                ran,
                context,
                String.join("\n", shown),
                failures.size() > SHOWN ? "\n..." : ""));
  }
}
