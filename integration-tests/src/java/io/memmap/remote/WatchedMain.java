package io.memmap.remote;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs another class's {@code main} and ends the JVM as soon as its standard input ends. That
 * happens when the process that holds the other end of the pipe has ended, even if it was killed.
 * Its JVM has other libraries than the tests, so this class needs only the JDK.
 */
final class WatchedMain {
  private WatchedMain() {}

  /** Arguments: the class, and its arguments. */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread watch = new Thread(WatchedMain::endWithInput, "end with the standard input");
    watch.setDaemon(true);
    watch.start();
    Class.forName(args[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }

  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {
        // nothing is sent
      }
    } catch (IOException closed) {
      // as at the end
    }
    Runtime.getRuntime().halt(0);
  }
}
