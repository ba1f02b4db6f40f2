package io.memmap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A benchmark, to be run once with tiny arrays. */
@FunctionalInterface
interface BenchRun {
  void run(BenchOptions options, PrintStream report, PrintStream progress) throws Exception;

  /** Runs the benchmark with these arguments and returns its report. */
  default String report(Path folder, String... args) throws Exception {
    Stream<String> always = Stream.of("--warmup", "0", "--dir", folder.toString());
    String[] all = Stream.concat(always, Stream.of(args)).toArray(String[]::new);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(out, true, UTF_8)) {
      PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
      run(BenchOptions.parse(all), print, nowhere);
    }
    return out.toString(UTF_8);
  }
}
