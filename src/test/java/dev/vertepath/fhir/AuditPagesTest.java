package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused outside of FHIR, before a page is asked for anything, is one event as well. */
class AuditPagesTest extends AuditOverHttp {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int LONGEST_FORM = 2 * 1024 * 1024;

  private String root() {
    return base().replaceFirst("/fhir$", "");
  }

  private Response form(String path, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = FORM;
    return send("POST", root() + path, body.getBytes(StandardCharsets.UTF_8), all);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /desk/tasks/take, 403",
    "PUT, /desk/worklist, 403",
    "DELETE, /, 403",
    "POST, /desk/patients/x/launch, 403",
    "POST, /desk/desk.css, 403",
    "GET, /desk/no-such-page, 404",
    "GET, /actuator/env, 404",
    "POST, /.well-known/smart-configuration, 404",
    "TURN, /desk/worklist, 403",
    "TRACE, /desk/worklist, 405",
    "TRACE, /, 405"
  })
  void aRefusalIsOneEvent(String verb, String path, int status) {
    Response answer = send(verb, root() + path, new byte[0]);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(told()).containsExactly("request 4 HTTP " + status);
  }

  @Test
  void aFormThatIsTooLargeOrNotToBeReadIsOneEvent() {
    Response large = form("/desk/tasks/take", "a=" + "x".repeat(LONGEST_FORM));
    assertThat(large.status()).isEqualTo(413);
    assertThat(told()).containsExactly("request 4 HTTP 413");

    assertThat(form("/desk/tasks/take", "a=b&".repeat(20_000)).status()).isEqualTo(400);
    assertThat(told()).containsExactly("request 4 HTTP 400");

    assertThat(form("/desk/tasks/take", "%zz=%").status()).isEqualTo(400);
    assertThat(told()).containsExactly("request 4 HTTP 400");

    assertThat(form("/desk/tasks/take", "a=b", "Content-Encoding", "br").status()).isEqualTo(415);
    assertThat(told()).containsExactly("request 4 HTTP 415");
  }

  @Test
  void aQueryThatCannotBeReadIsOneEvent() throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              ("GET /?q=%zz HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400");
    }
    assertThat(told()).containsExactly("request 4 HTTP 400");
  }
}
