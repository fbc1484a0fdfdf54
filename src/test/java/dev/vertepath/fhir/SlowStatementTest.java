package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A statement that does not end, and a request that does not. */
@TestPropertySource(
    properties = {"vertepath.statement-timeout=PT0.5S", "vertepath.request-timeout=PT1S"})
class SlowStatementTest extends FhirOverHttp {

  private static final int ENTRIES = 6;

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

  @ParameterizedTest
  @CsvSource({
    "/fhir/Patient, application/fhir+json, ''",
    "/fhir/Patient, application/fhir+json, gzip",
    "/fhir/Patient/_search, application/x-www-form-urlencoded, ''",
    "/hl7v2, application/hl7-v2, ''",
    "/oauth2/token, application/x-www-form-urlencoded, ''",
    "/login, application/x-www-form-urlencoded, ''",
    "/desk/patients, application/x-www-form-urlencoded, ''",
  })
  void aBodyThatDripsIsNotWaitedForLongerThanARequestMayTake(
      String path, String type, String encoding) throws IOException {
    assertThat(dripping(path, type, encoding)).startsWith("HTTP/1.1 408");
  }

  /** Whose fields are asked for all the same, by who tells of the refusal. */
  @ParameterizedTest
  @ValueSource(strings = {"/login", "/oauth2/token", "/desk/patients"})
  void norIsAFormThatIsRefused(String path) throws IOException {
    assertThat(dripping(path, "application/x-www-form-urlencoded", "br"))
        .startsWith("HTTP/1.1 415");
  }

  @Test
  void neitherIsOneThatNobodyReads() throws IOException {
    assertThat(dripping("/nowhere", "text/plain", "")).startsWith("HTTP/1.1 404");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1;", "0\r\nx: "})
  void norWhatStandsBetweenThePiecesOfABody(String framing) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      String head =
          "POST /fhir/Patient HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/fhir+json\r\nTransfer-Encoding: chunked\r\n\r\n";
      socket
          .getOutputStream()
          .write((head.formatted(port) + framing).getBytes(StandardCharsets.US_ASCII));
      assertThat(dripped(socket)).matches("(?s)(HTTP/1.1 4.*)?");
    }
  }

  /** What is answered until the server closes the connection. */
  private String dripping(String path, String type, String encoding) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: %s\r\nContent-Encoding: %s\r\nContent-Length: 100000\r\n\r\n"
              .formatted(path, port, type, encoding)
              .getBytes(StandardCharsets.US_ASCII));
      if (encoding.equals("gzip")) {
        // A header with a name that does not end.
        out.write(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0});
      }
      return dripped(socket);
    }
  }

  private static String dripped(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    var answer = new ByteArrayOutputStream();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              try {
                answer.writeBytes(in.readNBytes(in.available()));
                out.write('x');
                return false;
              } catch (SocketException closed) {
                return true;
              }
            });
    return answer.toString(StandardCharsets.US_ASCII);
  }
}
