package io.memmap.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands in the place of the API server of Kubernetes: takes every object as it is, has none, and
 * remembers what was sent.
 */
public final class KubernetesApi implements AutoCloseable {
  private static final String NONE =
      "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}";

  private final HttpServer server;
  private final List<String> sent = new CopyOnWriteArrayList<>();

  private KubernetesApi(HttpServer server) {
    this.server = server;
  }

  public static KubernetesApi start() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    KubernetesApi api = new KubernetesApi(HttpServer.create(any, 0));
    api.server.createContext("/", api::answer);
    api.server.start();
    return api;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String object = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      boolean asked = exchange.getRequestMethod().equals("GET");
      if (!asked) {
        sent.add(object);
      }
      byte[] answer = (asked ? NONE : object).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(asked ? 200 : 201, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** The value of {@code --master}. */
  public String master() {
    return "k8s://http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The objects that clients have sent, as JSON, in this order. */
  public List<String> sent() {
    return List.copyOf(sent);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
