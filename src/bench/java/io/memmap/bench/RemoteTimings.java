package io.memmap.bench;

import io.memmap.remote.LatencyProxy;
import io.memmap.remote.RecordedRequest;
import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What runs of several contenders took: time, processor time of this JVM and its servers, memory,
 * and requests to S3.
 */
final class RemoteTimings {
  private static final double NANOS = 1e9;
  private static final double MIB = 1 << 20;
  private static final int MILLIS_BETWEEN_LOOKS = 5;

  private final LatencyProxy proxy;
  private final PrintStream out;
  private final Map<String, List<Run>> runs = new LinkedHashMap<>();

  RemoteTimings(LatencyProxy proxy, PrintStream out) {
    this.proxy = proxy;
    this.out = out;
  }

  /**
   * One run.
   *
   * @param processorSeconds of this process and its children together
   * @param directBytes most bytes of direct buffers at one time
   * @param heapBytes on the heap after it, garbage collected
   */
  private record Run(
      double seconds,
      double processorSeconds,
      long directBytes,
      long heapBytes,
      List<RecordedRequest> requests) {

    /** Bytes of requests and answers. */
    long moved() {
      return sent() + requests.stream().mapToLong(request -> request.received().get()).sum();
    }

    long sent() {
      return requests.stream().mapToLong(request -> request.sent().get()).sum();
    }
  }

  /**
   * Runs a contender.
   *
   * @param counts whether the run is more than warm-up
   * @throws IllegalStateException if the answer is another one than the right one
   */
  void time(String name, Object right, Callable<?> work, boolean counts) throws Exception {
    System.gc();
    proxy.forget();
    AtomicLong direct = new AtomicLong();
    Thread looking = lookAtBuffers(direct);
    double processor = processorSeconds();
    long begun = System.nanoTime();
    Steps.expect(right, work.call());
    double took = (System.nanoTime() - begun) / NANOS;
    double processed = processorSeconds() - processor;
    looking.interrupt();
    looking.join();
    System.gc();
    Run run = new Run(took, processed, direct.get(), heapBytes(), proxy.requests());
    if (counts) {
      runs.computeIfAbsent(name, key -> new ArrayList<>()).add(run);
    }
    say("  %-18s %8.3f s", name, took);
  }

  private static Thread lookAtBuffers(AtomicLong most) {
    List<BufferPoolMXBean> pools =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .toList();
    Thread looking =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                pools.forEach(pool -> most.accumulateAndGet(pool.getMemoryUsed(), Math::max));
                try {
                  Thread.sleep(MILLIS_BETWEEN_LOOKS);
                } catch (InterruptedException end) {
                  return;
                }
              }
            },
            "looks at buffers");
    looking.setDaemon(true);
    looking.start();
    return looking;
  }

  private static double processorSeconds() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
            .flatMap(process -> process.info().totalCpuDuration().stream())
            .mapToLong(Duration::toNanos)
            .sum()
        / NANOS;
  }

  private static long heapBytes() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /**
   * Prints a line for each contender.
   *
   * @param bytes of the array, for the speed
   */
  void report(long bytes) {
    say(
        "%-18s %8s %7s %7s %7s %12s %9s %11s %19s",
        "",
        "median s",
        "min s",
        "MB/s",
        "CPU s",
        "S3 requests",
        "S3 bytes",
        "direct MiB",
        "heap MiB first last");
    runs.forEach(
        (name, some) -> {
          Statistics seconds = seconds(name);
          Run last = some.get(some.size() - 1);
          say(
              "%-18s %8.3f %7.3f %7.0f %7.2f %12d %9.4g %11.0f %13.0f %5.0f",
              name,
              seconds.median(),
              seconds.min(),
              bytes / 1e6 / seconds.median(),
              Statistics.of(some.stream().map(Run::processorSeconds).toList()).median(),
              last.requests().size(),
              (double) last.moved(),
              some.stream().mapToLong(Run::directBytes).max().orElseThrow() / MIB,
              some.get(0).heapBytes() / MIB,
              last.heapBytes() / MIB);
        });
  }

  /** How many times as fast the one contender is as the other. */
  double speed(String one, String other) {
    return seconds(other).median() / seconds(one).median();
  }

  /** Bytes of data that the last run received, with the heads of the answers. */
  long dataReceived(String name) {
    List<Run> some = runs.get(name);
    return some.get(some.size() - 1).requests().stream()
        .filter(RecordedRequest::readsData)
        .mapToLong(request -> request.received().get())
        .sum();
  }

  /** Bytes that the last run sent to S3, with the heads of the requests. */
  long sent(String name) {
    List<Run> some = runs.get(name);
    return some.get(some.size() - 1).sent();
  }

  private Statistics seconds(String name) {
    return Statistics.of(runs.get(name).stream().map(Run::seconds).toList());
  }

  void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
