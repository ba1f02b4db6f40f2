package io.memmap.remote;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in front of an HTTP server of this machine. It waits before it forwards each request, as
 * long as a request to a store far away takes, and records them. It can also slow down the answers
 * of each connection, as such a store does. Clients may not send a request before the answer to the
 * last one of the same connection, which HTTP clients of Java never do.
 */
public final class LatencyProxy implements AutoCloseable {
  private static final int BUFFER = 64 << 10;
  private static final int LONGEST_HEAD = 64 << 10;
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
  private static final Pattern RANGE = Pattern.compile("(?im)^range: *(\\S+)");
  private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding:");

  private final ServerSocket listening;
  private final int server;
  private final long millis;
  private final long bytesPerSecond;
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private LatencyProxy(ServerSocket listening, int server, long millis, long bytesPerSecond) {
    this.listening = listening;
    this.server = server;
    this.millis = millis;
    this.bytesPerSecond = bytesPerSecond;
  }

  /**
   * Starts it on a free port.
   *
   * @param server port of the server
   * @param millis to wait before each request
   */
  public static LatencyProxy start(int server, long millis) throws IOException {
    return start(server, millis, Long.MAX_VALUE);
  }

  /**
   * Starts it on a free port.
   *
   * @param server port of the server
   * @param millis to wait before each request
   * @param bytesPerSecond of the answers, most on each connection
   */
  public static LatencyProxy start(int server, long millis, long bytesPerSecond)
      throws IOException {
    ServerSocket listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    LatencyProxy proxy = new LatencyProxy(listening, server, millis, bytesPerSecond);
    inBackground(proxy::accept);
    return proxy;
  }

  public int port() {
    return listening.getLocalPort();
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
    return open.size();
  }

  private void accept() throws IOException {
    while (!listening.isClosed()) {
      Socket client = listening.accept();
      inBackground(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    open.add(client);
    try (client;
        Socket to = new Socket(InetAddress.getLoopbackAddress(), server)) {
      client.setTcpNoDelay(true);
      to.setTcpNoDelay(true);
      AtomicReference<AtomicLong> received = new AtomicReference<>(new AtomicLong());
      inBackground(() -> forwardAnswers(to, client, received));
      InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER);
      forwardRequests(in, to.getOutputStream(), received);
    } finally {
      open.remove(client);
    }
  }

  private void forwardRequests(
      InputStream in, OutputStream out, AtomicReference<AtomicLong> received) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (String head = head(in); !head.isEmpty(); head = head(in)) {
      if (CHUNKED.matcher(head).find()) {
        throw new IOException("a body without a length: " + head);
      }
      RecordedRequest request = recorded(head);
      received.set(request.received());
      requests.add(request);
      pause(TimeUnit.MILLISECONDS.toNanos(millis));
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      for (long left = number(LENGTH, head); left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("within the body of " + request);
        }
        out.write(buffer, 0, read);
        left -= read;
      }
      out.flush();
    }
  }

  private static RecordedRequest recorded(String head) {
    String[] line = head.substring(0, head.indexOf('\r')).split(" ", -1);
    Matcher range = RANGE.matcher(head);
    return new RecordedRequest(
        line[0], line[1], range.find() ? range.group(1) : "", new AtomicLong());
  }

  private static long number(Pattern pattern, String head) {
    Matcher matcher = pattern.matcher(head);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private static void pause(long nanos) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The next head with the empty line after it; empty if the client has closed the connection. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0 || head.length() == LONGEST_HEAD) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private void forwardAnswers(Socket from, Socket client, AtomicReference<AtomicLong> received)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long free = System.nanoTime(); // when the connection could have sent all bytes so far
    try (client) { // the server has closed the connection, or the client has
      InputStream in = from.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        received.get().addAndGet(read);
        out.write(buffer, 0, read);
        free = Math.max(free, System.nanoTime()) + nanosOf(read);
        if (bytesPerSecond != Long.MAX_VALUE) {
          pause(free - System.nanoTime());
        }
      }
    }
  }

  private long nanosOf(int bytes) {
    return (long) ((double) bytes / bytesPerSecond * TimeUnit.SECONDS.toNanos(1));
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /** Runs the work until a connection is closed, at whichever end. */
  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // the other end notices it too
              }
            },
            "latency proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket client : open) {
      client.close();
    }
  }
}
