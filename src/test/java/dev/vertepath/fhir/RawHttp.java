package dev.vertepath.fhir;

import dev.vertepath.record.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;

/** Sends what no client would let through, byte for byte. */
final class RawHttp {

  /** Longer than anything that is asked for takes; whoever waits as long was forgotten. */
  private static final int PATIENCE_MILLIS = 60_000;

  private final int port;

  RawHttp(int port) {
    this.port = port;
  }

  /** What came back: the head as it is, the body put together again. */
  record Answer(int status, String head, String body) {

    /** As in {@code OperationOutcome}; empty for what is no FHIR. */
    String resourceType() {
      if (body.startsWith("<")) {
        return body.replaceFirst("(?s)^(?:<\\?.*?\\?>)?\\s*<(\\w+).*", "$1");
      }
      try {
        return Json.MAPPER.readTree(body).path("resourceType").asString("");
      } catch (JacksonException e) {
        return "";
      }
    }
  }

  /**
   * @param headers each as in {@code Accept: text/plain}
   */
  Answer send(String verb, String target, List<String> headers, byte[] body) throws IOException {
    var head = new StringBuilder(verb + " /fhir" + target + " HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1:").append(port).append("\r\nConnection: close\r\n");
    if (body.length > 0 || verb.startsWith("P")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    headers.forEach(header -> head.append(header).append("\r\n"));
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var request = new ByteArrayOutputStream();
      request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
      request.writeBytes(body);
      socket.getOutputStream().write(request.toByteArray());
      return answer(socket.getInputStream());
    }
  }

  private static Answer answer(InputStream in) throws IOException {
    // Bytes as characters, so that lengths are those of bytes.
    String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    int end = all.indexOf("\r\n\r\n");
    String head = all.substring(0, Math.max(0, end));
    String rest = end < 0 ? "" : all.substring(end + 4);
    boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
    String body = chunked ? joined(rest) : rest;
    return new Answer(
        Integer.parseInt(head.split(" ", 3)[1]),
        head,
        new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  private static String joined(String chunks) {
    var body = new StringBuilder();
    int at = 0;
    while (true) {
      int end = chunks.indexOf("\r\n", at);
      int size = Integer.parseInt(chunks.substring(at, end), 16);
      if (size == 0) {
        return body.toString();
      }
      body.append(chunks, end + 2, end + 2 + size);
      at = end + 2 + size + 2;
    }
  }
}
