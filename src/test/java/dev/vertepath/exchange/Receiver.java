package dev.vertepath.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vertepath.record.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A system that is told of things, over a real port. */
public final class Receiver implements AutoCloseable {

  /** What it got in one request. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Got(
      String path, String query, java.util.Map<String, List<String>> headers, byte[] body) {

    public String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().getFirst())
          .findFirst()
          .orElse("");
    }

    public JsonNode json() {
      return Json.MAPPER.readTree(body);
    }

    /** A parameter of the status that comes first. */
    public JsonNode status(String name) {
      return parameter(json().at("/entry/0/resource/parameter"), name);
    }

    public String type() {
      return status("type").path("valueCode").asString("");
    }

    /** Numbers of the events that it tells of. */
    public List<Integer> numbers() {
      return events()
          .map(event -> parameter(event.path("part"), "event-number").path("valueString"))
          .map(number -> Integer.valueOf(number.asString()))
          .toList();
    }

    /** Of the one event, relative to the service. */
    public String focus() {
      return events()
          .map(event -> parameter(event.path("part"), "focus").at("/valueReference/reference"))
          .map(reference -> reference.asString("").replaceFirst(".*/fhir/", ""))
          .findFirst()
          .orElse("");
    }

    private Stream<JsonNode> events() {
      return StreamSupport.stream(json().at("/entry/0/resource/parameter").spliterator(), false)
          .filter(one -> one.path("name").asString("").equals("notification-event"));
    }

    private static JsonNode parameter(JsonNode all, String name) {
      return StreamSupport.stream(all.spliterator(), false)
          .filter(one -> one.path("name").asString("").equals(name))
          .findFirst()
          .orElse(Json.MAPPER.missingNode());
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpServer server;
  private final List<Got> all = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile String words = "told\n";
  private volatile Function<Got, Integer> answer = got -> 200;

  public Receiver() {
    this(0);
  }

  public Receiver(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> Thread.ofPlatform().daemon().name("receiver").unstarted(work)));
    server.createContext("/", this::handle);
    server.start();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** From now on it answers so: with a status, by what it got. */
  public Receiver answers(Function<Got, Integer> status) {
    answer = status;
    return this;
  }

  /** From now on its answers say so. */
  public Receiver says(String body) {
    words = body;
    return this;
  }

  /** From now on it answers nothing. */
  public Receiver hangs() {
    return answers(got -> hung());
  }

  /** Comes back when the receiver is closed. */
  public int hung() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 200;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var got =
          new Got(
              exchange.getRequestURI().getPath(),
              String.valueOf(exchange.getRequestURI().getQuery()),
              java.util.Map.copyOf(exchange.getRequestHeaders()),
              exchange.getRequestBody().readAllBytes());
      all.add(got);
      int status = answer.apply(got);
      if (status >= 300 && status < 400) {
        exchange.getResponseHeaders().set("Location", url("/elsewhere"));
      }
      byte[] body = words.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  public List<Got> all() {
    return List.copyOf(all);
  }

  /** Requests to a path that tell of events. */
  public List<Got> events(String path) {
    return all.stream()
        .filter(got -> got.path().equals(path) && got.type().equals("event-notification"))
        .toList();
  }

  /** All that came to a path, whatever it tells of. */
  public List<Got> at(String path) {
    return all.stream().filter(got -> got.path().equals(path)).toList();
  }

  public List<Got> of(String path, String type) {
    return all.stream().filter(got -> got.path().equals(path) && got.type().equals(type)).toList();
  }

  /** Waits until so many events have come. */
  public List<Got> await(String path, int events) {
    org.awaitility.Awaitility.await().atMost(PATIENCE).until(() -> events(path).size() >= events);
    return events(path);
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }
}
