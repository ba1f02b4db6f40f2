package io.memmap.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Tells whoever waits what is going on, apart from the report. */
final class Progress {
  private final PrintStream out;

  Progress(PrintStream out) {
    this.out = out;
  }

  void say(String format, Object... args) {
    out.println(String.format(Locale.ROOT, format, args));
  }
}
