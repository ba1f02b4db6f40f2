package io.memmap.remote;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Stands in front of an HTTP server of this machine. It waits before it forwards each request, as
 * long as a request to a store far away takes, and records them. It can also slow down the
 * connections, as such a store does.
 */
public final class LatencyProxy implements AutoCloseable {
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final HttpProxy proxy;

  private LatencyProxy(int server, long millis, long bytesPerSecond) throws IOException {
    this.proxy =
        HttpProxy.start(
            server,
            bytesPerSecond,
            request -> {
              requests.add(request.recorded());
              ProxiedRequest.pause(TimeUnit.MILLISECONDS.toNanos(millis));
              return true;
            });
  }

  /**
   * Starts it on a free port.
   *
   * @param server port of the server
   * @param millis to wait before each request
   */
  public static LatencyProxy start(int server, long millis) throws IOException {
    return start(server, millis, Pace.UNLIMITED);
  }

  /**
   * Starts it on a free port.
   *
   * @param server port of the server
   * @param millis to wait before each request
   * @param bytesPerSecond that a connection carries at most in each direction
   */
  public static LatencyProxy start(int server, long millis, long bytesPerSecond)
      throws IOException {
    return new LatencyProxy(server, millis, bytesPerSecond);
  }

  public int port() {
    return proxy.port();
  }

  /** Forgets the requests up to now. */
  public void forget() {
    requests.clear();
  }

  /** The requests since the last {@link #forget}, in the order in which they came. */
  public List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  public List<RecordedRequest> requests(Predicate<RecordedRequest> which) {
    return requests.stream().filter(which).toList();
  }

  /** Connections that clients hold open. */
  public int connections() {
    return proxy.connections();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
  }
}
