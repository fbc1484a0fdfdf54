package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * A statement that does not end, and a request that does not. The others here have as little time:
 * as much as a busy machine needs for them.
 */
@TestPropertySource(
    properties = {"vertepath.statement-timeout=PT2S", "vertepath.request-timeout=PT3S"})
class SlowStatementTest extends FhirOverHttp {

  private static final int ENTRIES = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String FORM = "application/x-www-form-urlencoded";

  @Autowired private JdbcClient jdbc;
  @Autowired private PlatformTransactionManager transactions;

  @Test
  void isCancelledAndTheRequestIsToldSo() {
    String id = post("/Patient", patient("Slow")).id();

    Response answered =
        new TransactionTemplate(transactions)
            .execute(
                status -> {
                  jdbc.sql("lock table resource in access exclusive mode").update();
                  return get("/Patient/" + id);
                });

    assertThat(answered).isNotNull();
    assertThat(answered.status()).isEqualTo(503);
    assertThat(answered.header("Retry-After")).isNotEmpty();
    assertThat(answered.issues()).containsExactly("timeout");
    assertThat(get("/Patient/" + id).status()).isEqualTo(200);
  }

  @Test
  void whatIsLeftOfABatchIsNotBegunWhenItsTimeIsOver() {
    String id = post("/Patient", patient("Slow")).id();
    String entry = "{'request':{'method':'GET','url':'Patient/%s'}}".formatted(id);

    Response answered =
        new TransactionTemplate(transactions)
            .execute(
                status -> {
                  jdbc.sql("lock table resource in access exclusive mode").update();
                  return post(
                      "",
                      "{'resourceType':'Bundle','type':'batch','entry':[%s]}"
                          .formatted(String.join(",", Collections.nCopies(ENTRIES, entry))));
                });

    assertThat(answered).isNotNull();
    assertThat(answered.status()).isEqualTo(200);
    JsonNode entries = answered.json().path("entry");
    assertThat(entries.valueStream().map(one -> one.at("/response/status").asString("")))
        .hasSize(ENTRIES)
        .allSatisfy(status -> assertThat(status).startsWith("503"));
    assertThat(entries.path(0).toString()).contains("VERTEPATH_STATEMENT_TIMEOUT");
    assertThat(entries.path(ENTRIES - 1).toString()).contains("VERTEPATH_REQUEST_TIMEOUT");
  }

  @Test
  void aBodyThatDripsIsNotWaitedForLongerThanARequestMayTake() throws IOException {
    assertThat(
            answers(
                head("/fhir/Patient", "application/fhir+json", ""),
                gzip(head("/fhir/Patient", "application/fhir+json", "gzip")),
                head("/fhir/Patient/_search", FORM, ""),
                head("/hl7v2", "application/hl7-v2", ""),
                head("/oauth2/token", FORM, ""),
                head("/login", FORM, ""),
                head("/desk/patients", FORM, "")))
        .hasSize(7)
        .allSatisfy((head, answer) -> assertThat(answer).startsWith("HTTP/1.1 408"));
  }

  /** Whose fields are asked for all the same, by who tells of the refusal. */
  @Test
  void norIsAFormThatIsRefused() throws IOException {
    assertThat(
            answers(
                head("/login", FORM, "br"),
                head("/oauth2/token", FORM, "br"),
                head("/desk/patients", FORM, "br")))
        .hasSize(3)
        .allSatisfy((head, answer) -> assertThat(answer).startsWith("HTTP/1.1 415"));
  }

  @Test
  void neitherIsOneThatNobodyReads() throws IOException {
    assertThat(answers(head("/nowhere", "text/plain", "")))
        .allSatisfy((head, answer) -> assertThat(answer).startsWith("HTTP/1.1 404"));
  }

  @Test
  void norWhatStandsBetweenThePiecesOfABody() throws IOException {
    String head =
        "POST /fhir/Patient HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/fhir+json\r\nTransfer-Encoding: chunked\r\n\r\n"
            .formatted(port);
    assertThat(answers(head + "1;", head + "0\r\nx: "))
        .hasSize(2)
        .allSatisfy((begin, answer) -> assertThat(answer).matches("(?s)(HTTP/1.1 4.*)?"));
  }

  private String head(String path, String type, String encoding) {
    return "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: %s\r\nContent-Encoding: %s\r\nContent-Length: 100000\r\n\r\n"
        .formatted(path, port, type, encoding);
  }

  /** With a header of a compressed body in which a name does not end. */
  private static String gzip(String head) {
    return head + "\u001f\u008b\b\b\0\0\0\0\0\0";
  }

  /**
   * What is answered to each that begins so and then drips, until the server closes the connection:
   * all at once, for each takes its time.
   */
  private Map<String, String> answers(String... begins) throws IOException {
    Map<String, Dripping> all = new LinkedHashMap<>();
    try {
      for (String begin : begins) {
        all.put(begin, new Dripping(port, begin));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> all.values().stream().filter(Dripping::goesOn).count() == 0);
      Map<String, String> answers = new LinkedHashMap<>();
      all.forEach((begin, one) -> answers.put(begin, one.answer()));
      return answers;
    } finally {
      for (Dripping one : all.values()) {
        one.close();
      }
    }
  }

  /** A request whose body comes by a byte now and then. */
  private static final class Dripping {

    private final Socket socket;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private boolean closed;

    Dripping(int port, String begin) throws IOException {
      socket = new Socket("127.0.0.1", port);
      socket.getOutputStream().write(begin.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends one more byte, unless the server has closed the connection. */
    boolean goesOn() {
      try {
        if (!closed) {
          read();
          closed = !sends();
          if (closed) {
            // What came between the last look and the end.
            read();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return !closed;
    }

    private void read() throws IOException {
      InputStream in = socket.getInputStream();
      answer.writeBytes(in.readNBytes(in.available()));
    }

    private boolean sends() throws IOException {
      try {
        socket.getOutputStream().write('x');
        return true;
      } catch (SocketException itIsClosed) {
        return false;
      }
    }

    String answer() {
      return answer.toString(StandardCharsets.US_ASCII);
    }

    void close() throws IOException {
      socket.close();
    }
  }
}
