package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
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

  @Test
  void aBodyThatDripsIsNotWaitedForLongerThanARequestMayTake() throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /fhir/Patient HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/fhir+json\r\nContent-Length: 100000\r\n\r\n"
              .formatted(port)
              .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                if (in.available() == 0) {
                  out.write(' ');
                }
                return in.available() > 0;
              });
      assertThat(new String(in.readNBytes("HTTP/1.1 408".length()), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 408");
    }
  }
}
