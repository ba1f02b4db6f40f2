package io.memmap.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request whose head a proxy has read, and what the proxy can do with it. */
final class ProxiedRequest {
  private static final int LONGEST_HEAD = 64 << 10;
  private static final String END = "\r\n\r\n";
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
  private static final Pattern RANGE = Pattern.compile("(?im)^range: *(\\S+)");
  private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding:");
  private static final Pattern EXPECT = Pattern.compile("(?im)^expect:.*\r\n");

  private final String head;
  private final Socket client;
  private final InputStream in;
  private final int server;
  private final RecordedRequest recorded;

  /**
   * A request.
   *
   * @param in gives the body
   * @param server port of the server
   */
  ProxiedRequest(String head, Socket client, InputStream in, int server) throws IOException {
    if (CHUNKED.matcher(head).find()) {
      throw new IOException("a body without a length: " + head);
    }
    this.head = head;
    this.client = client;
    this.in = in;
    this.server = server;
    String[] line = head.substring(0, head.indexOf('\r')).split(" ", -1);
    Matcher range = RANGE.matcher(head);
    this.recorded = new RecordedRequest(line[0], line[1], range.find() ? range.group(1) : "");
  }

  /** The next head with the empty line after it; empty if the client has closed the connection. */
  static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < END.length() || !head.substring(head.length() - 4).equals(END)) {
      int next = in.read();
      if (next < 0 || head.length() == LONGEST_HEAD) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  RecordedRequest recorded() {
    return recorded;
  }

  private long length() {
    Matcher matcher = LENGTH.matcher(head);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sends it to the server as it comes. */
  void forward(OutputStream out, Pace pace) throws IOException {
    out.write(bytes(head));
    recorded.sent().addAndGet(head.length());
    HttpProxy.copy(in, out, length(), recorded.sent(), pace);
  }

  /** Answers an error of S3, without the server. */
  void refuse(int status, String code) throws IOException {
    if (!EXPECT.matcher(head).find()) { // else the client waits before it sends the body
      copy(OutputStream.nullOutputStream(), length());
    }
    String body = "<Error><Code>" + code + "</Code><Message>a fault of a test</Message></Error>";
    String answer =
        "HTTP/1.1 %d %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close"
            .formatted(status, code, body.length());
    OutputStream out = client.getOutputStream();
    out.write(bytes(answer + END + (recorded.method().equals("HEAD") ? "" : body)));
    out.flush();
  }

  /** Sends the server a half of the body, and resets both connections. */
  void cutOff() throws IOException {
    try (Socket to = new Socket(InetAddress.getLoopbackAddress(), server)) {
      letBodyCome();
      to.getOutputStream().write(bytes(withoutExpectation()));
      copy(to.getOutputStream(), length() / 2);
      to.setSoLinger(true, 0);
    }
    client.setSoLinger(true, 0);
    client.close();
  }

  /** Reads it whole, keeps it for some time, and then sends it to the server. */
  void deliverWithoutAnswer(long millis) throws IOException {
    letBodyCome();
    byte[] body = in.readNBytes(Math.toIntExact(length()));
    pause(TimeUnit.MILLISECONDS.toNanos(millis));
    try (Socket to = new Socket(InetAddress.getLoopbackAddress(), server)) {
      OutputStream out = to.getOutputStream();
      out.write(bytes(withoutExpectation().replace(END, "\r\nConnection: close" + END)));
      out.write(body);
      out.flush();
      // The server has done its work when it closes the connection
      to.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
    client.close();
  }

  private void copy(OutputStream out, long bytes) throws IOException {
    HttpProxy.copy(in, out, bytes, recorded.sent(), new Pace(Pace.UNLIMITED));
  }

  private String withoutExpectation() {
    return EXPECT.matcher(head).replaceAll("");
  }

  private void letBodyCome() throws IOException {
    if (EXPECT.matcher(head).find()) {
      client.getOutputStream().write(bytes("HTTP/1.1 100 Continue" + END));
      client.getOutputStream().flush();
    }
  }

  static void pause(long nanos) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
