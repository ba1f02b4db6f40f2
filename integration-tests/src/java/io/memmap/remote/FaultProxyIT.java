package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.memmap.remote.FaultProxy.Fault;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and the server see of each fault of the proxy. */
final class FaultProxyIT {
  private static final byte[] BODY = new byte[1 << 20];

  private final List<Integer> arrived = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          arrived.add(exchange.getRequestBody().readAllBytes().length);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    proxy = FaultProxy.start(server.getAddress().getPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.stop(0);
  }

  /**
   * Sends an object.
   *
   * @param expects whether the body is sent after the server has asked for it
   * @return the status
   */
  private int put(boolean expects) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      String head = "PUT /bucket/a.npy HTTP/1.1\r\nHost: here\r\nContent-Length: " + BODY.length;
      String end = (expects ? "\r\nExpect: 100-continue" : "") + "\r\n\r\n";
      out.write((head + end).getBytes(StandardCharsets.US_ASCII));
      int status = expects ? status(socket) : 100;
      if (status != 100) {
        return status;
      }
      out.write(BODY);
      return status(socket);
    }
  }

  private static int status(Socket socket) throws IOException {
    String head = ProxiedRequest.head(socket.getInputStream());
    if (head.isEmpty()) {
      throw new EOFException("no answer");
    }
    return Integer.parseInt(head.split(" ", -1)[1]);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void errorsAreAnsweredWithoutTheServer(boolean expects) throws Exception {
    proxy.make(Fault.ERROR, RecordedRequest::putsObject, 1);
    assertThat(put(expects)).isEqualTo(500);
    proxy.make(Fault.BUSY, RecordedRequest::putsObject, 1);
    assertThat(put(expects)).isEqualTo(503);
    assertThat(arrived).isEmpty();
    assertThat(put(expects)).isEqualTo(200);
    assertThat(proxy.end()).isEqualTo(1);
    assertThat(arrived).containsExactly(BODY.length);
  }

  @Test
  void aRequestThatIsCutOffDoesNotArriveWhole() throws Exception {
    proxy.make(Fault.CUT_OFF, RecordedRequest::putsObject, 1);
    assertThatThrownBy(() -> put(false)).isInstanceOf(IOException.class);
    assertThat(proxy.end()).isEqualTo(1);
    assertThat(arrived).isEmpty();
    long sent = proxy.requests().get(0).sent().get();
    assertThat(sent).isEqualTo(BODY.length / 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theServerDoesWhatTheClientGetsNoAnswerTo(boolean expects) throws Exception {
    proxy.make(Fault.ANSWER_LOST, RecordedRequest::putsObject, 1);
    assertThatThrownBy(() -> put(expects)).isInstanceOf(IOException.class);
    assertThat(proxy.end()).isEqualTo(1);
    assertThat(arrived).contains(BODY.length);
  }

  @Test
  void otherRequestsPass() throws Exception {
    proxy.make(Fault.ERROR, RecordedRequest::putsPart, 1);
    assertThat(put(false)).isEqualTo(200);
    assertThat(proxy.end()).isZero();
    long sent = proxy.requests().get(0).sent().get();
    assertThat(sent).isBetween((long) BODY.length, BODY.length + 1_000L);
  }

  @Test
  void heldRequestsWait() throws Exception {
    proxy.hold(RecordedRequest::putsObject);
    Thread client =
        new Thread(
            () -> {
              try {
                put(false);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    client.start();
    while (proxy.waiting() == 0) {
      Thread.sleep(5);
    }
    assertThat(arrived).isEmpty();
    proxy.release();
    client.join();
    assertThat(arrived).containsExactly(BODY.length);
  }
}
