package io.memmap.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Prints what the benchmark is doing, on a stream that is not the report's. */
final class Progress {
  private final PrintStream out;

  Progress(PrintStream out) {
    this.out = out;
  }

  void say(String format, Object... args) {
    out.println(String.format(Locale.ROOT, format, args));
  }
}
