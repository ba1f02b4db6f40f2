package io.memmap.remote;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands in front of an HTTP server of this machine and shows each request to a handler before it
 * goes on. Clients may not send a request before the answer to the last one of the same connection,
 * which HTTP clients of Java never do.
 */
final class HttpProxy implements AutoCloseable {
  static final int BUFFER = 64 << 10;

  private static final long MILLIS_OF_LAST_ANSWER = 10_000;

  /** Decides what happens to a request. */
  @FunctionalInterface
  interface Handler {
    /**
     * Called when the head of a request has come.
     *
     * @return whether the request goes on to the server; if not, the handler has answered it or
     *     not, and the connection ends
     */
    boolean passes(ProxiedRequest request) throws IOException;
  }

  private final ServerSocket listening;
  private final int server;
  private final long bytesPerSecond;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger serving = new AtomicInteger();

  private HttpProxy(ServerSocket listening, int server, long bytesPerSecond, Handler handler) {
    this.listening = listening;
    this.server = server;
    this.bytesPerSecond = bytesPerSecond;
    this.handler = handler;
  }

  /**
   * Starts it on a free port.
   *
   * @param server port of the server
   * @param bytesPerSecond that a connection carries at most in each direction
   */
  static HttpProxy start(int server, long bytesPerSecond, Handler handler) throws IOException {
    ServerSocket listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    HttpProxy proxy = new HttpProxy(listening, server, bytesPerSecond, handler);
    inBackground(proxy::accept);
    return proxy;
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Connections that clients hold open. */
  int connections() {
    return open.size();
  }

  /** Connections on which the server may still have something to do. */
  int serving() {
    return serving.get();
  }

  private void accept() throws IOException {
    while (!listening.isClosed()) {
      Socket client = listening.accept();
      serving.incrementAndGet();
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
      Thread answers = inBackground(() -> forwardAnswers(to, client, received));
      try {
        forwardRequests(client, to, received);
      } finally {
        open.remove(client);
        awaitEnd(to, answers);
      }
    } finally {
      open.remove(client);
      serving.decrementAndGet();
    }
  }

  private void forwardRequests(Socket client, Socket to, AtomicReference<AtomicLong> received)
      throws IOException {
    InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER);
    OutputStream out = to.getOutputStream();
    Pace pace = new Pace(bytesPerSecond);
    for (ProxiedRequest request = next(client, in); request != null; request = next(client, in)) {
      if (!handler.passes(request)) {
        return;
      }
      received.set(request.recorded().received());
      request.forward(out, pace);
    }
  }

  /** Lets the server carry out what it has got, even if the client has gone. */
  private static void awaitEnd(Socket to, Thread answers) throws IOException {
    to.shutdownOutput();
    try {
      answers.join(MILLIS_OF_LAST_ANSWER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ProxiedRequest next(Socket client, InputStream in) throws IOException {
    String head = ProxiedRequest.head(in);
    return head.isEmpty() ? null : new ProxiedRequest(head, client, in, server);
  }

  private void forwardAnswers(Socket from, Socket client, AtomicReference<AtomicLong> received)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    Pace pace = new Pace(bytesPerSecond);
    InputStream in = from.getInputStream();
    try {
      OutputStream out = client.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        received.get().addAndGet(read);
        out.write(buffer, 0, read);
        pace.carry(read);
      }
    } finally {
      client.close(); // the server has closed the connection, or the client has
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Copies a number of bytes. */
  static void copy(InputStream in, OutputStream out, long length, AtomicLong count, Pace pace)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("within the body of a request");
      }
      out.write(buffer, 0, read);
      count.addAndGet(read);
      pace.carry(read);
      left -= read;
    }
    out.flush();
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /** Runs the work until a connection is closed, at whichever end. */
  private static Thread inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // the other end notices it too
              }
            },
            "http proxy");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket client : open) {
      client.close();
    }
  }
}
