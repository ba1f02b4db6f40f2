package io.memmap.remote;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands in front of an S3 server of this machine, and lets some requests fail as those to a store
 * far away do. It records all of them.
 */
public final class FaultProxy implements AutoCloseable {
  /** Longer than the timeouts of the clients of tests. */
  static final long LATE_MILLIS = 3_000;

  private static final long MOMENT_NANOS = 10_000_000;

  /** What happens to a request. */
  public enum Fault {
    /** The server has an error, and does nothing. */
    ERROR,
    /** The server has too much to do, and does nothing. */
    BUSY,
    /** The connection is reset when the server has a half of the body. */
    CUT_OFF,
    /** The server does it, and the answer does not arrive. */
    ANSWER_LOST,
    /** The server gets it after the client has given up. */
    LATE;

    private void happen(ProxiedRequest request) throws IOException {
      switch (this) {
        case ERROR -> request.refuse(500, "InternalError");
        case BUSY -> request.refuse(503, "SlowDown");
        case CUT_OFF -> request.cutOff();
        case ANSWER_LOST -> request.deliverWithoutAnswer(0);
        case LATE -> request.deliverWithoutAnswer(LATE_MILLIS);
        default -> throw new IllegalStateException(name());
      }
    }
  }

  /** What is to happen to the next requests of a kind. */
  private static final class Rule {
    final Predicate<RecordedRequest> which;
    final Fault fault;
    final AtomicInteger left;
    final AtomicInteger happened = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();

    Rule(Predicate<RecordedRequest> which, Fault fault, int times) {
      this.which = which;
      this.fault = fault;
      this.left = new AtomicInteger(times);
    }

    boolean takes(RecordedRequest request) {
      return which.test(request) && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }
  }

  private static final Rule NONE = new Rule(request -> false, Fault.ERROR, 0);

  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final HttpProxy proxy;
  private volatile Rule rule = NONE;
  private volatile Predicate<RecordedRequest> held = request -> false;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private final AtomicInteger waiting = new AtomicInteger();

  private FaultProxy(int server) throws IOException {
    this.proxy = HttpProxy.start(server, Pace.UNLIMITED, this::passes);
  }

  /**
   * Starts it on a free port.
   *
   * @param server port of the server
   */
  public static FaultProxy start(int server) throws IOException {
    return new FaultProxy(server);
  }

  private boolean passes(ProxiedRequest request) throws IOException {
    requests.add(request.recorded());
    if (held.test(request.recorded())) {
      waitAtGate();
    }
    Rule now = rule;
    if (!now.takes(request.recorded())) {
      return true;
    }
    now.running.incrementAndGet();
    try {
      now.fault.happen(request);
    } finally {
      now.happened.incrementAndGet();
      now.running.decrementAndGet();
    }
    return false;
  }

  private void waitAtGate() throws IOException {
    waiting.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      waiting.decrementAndGet();
    }
  }

  public int port() {
    return proxy.port();
  }

  /**
   * Sets what happens to the next requests of a kind, in place of what was set before, and forgets
   * the requests up to now.
   *
   * @param times number of requests
   */
  public void make(Fault fault, Predicate<RecordedRequest> which, int times) {
    requests.clear();
    rule = new Rule(which, fault, times);
  }

  /**
   * Lets all requests pass, once those that are late have arrived.
   *
   * @return how many requests the fault has happened to
   */
  public int end() throws IOException {
    Rule last = rule;
    rule = NONE;
    while (last.running.get() > 0) {
      ProxiedRequest.pause(MOMENT_NANOS);
    }
    return last.happened.get();
  }

  /** Lets requests of a kind wait until {@link #release}. */
  public void hold(Predicate<RecordedRequest> which) {
    gate = new CountDownLatch(1);
    held = which;
  }

  /** Requests that wait now. */
  public int waiting() {
    return waiting.get();
  }

  /** Lets all requests go on. */
  public void release() {
    held = request -> false;
    gate.countDown();
  }

  /** Waits until the server has done all that clients which have ended have asked for. */
  public void awaitServed() throws IOException {
    while (proxy.serving() > 0) {
      ProxiedRequest.pause(MOMENT_NANOS);
    }
  }

  /** The requests since the last {@link #make}, in the order in which they came. */
  public List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws IOException {
    release();
    proxy.close();
  }
}
