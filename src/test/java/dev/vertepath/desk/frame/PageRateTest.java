package dev.vertepath.desk.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.access.issuer.Accounts;
import dev.vertepath.access.issuer.NewAccount;
import dev.vertepath.desk.DeskOverHttp;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Who asks for too many pages waits, and others do not wait for that. */
@TestPropertySource(
    properties = {
      "vertepath.authorization-server=true",
      "vertepath.base-url=http://vertepath/fhir",
      "vertepath.page-rate=1"
    })
class PageRateTest extends DeskOverHttp {

  private static final String PASSWORD = "correct horse battery";

  /** Of one a second ten are let through at once. */
  private static final int MORE_THAN_MAY_BE = 2000;

  @Autowired private Accounts accounts;
  @Autowired private JdbcClient jdbc;

  @Test
  void aPersonWhoAsksTooMuchIsToldWhenToComeAgain() {
    logIn(account());
    HttpResponse<String> last = get("/");
    for (int i = 0; i < MORE_THAN_MAY_BE && last.statusCode() == 200; i++) {
      last = get("/");
    }

    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).contains("1");
    assertThat(last.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(last.body()).contains("Too much at once", "Wait a few seconds");
    assertThat(lastToldOf429()).isEqualTo("request 4 GET / Cora Example");
    freshBrowser();
    assertThat(logIn(account()).statusCode()).as("another person").isEqualTo(200);
  }

  @Test
  void anAddressThatBeginsLoginAfterLoginIsToldSoToo() {
    HttpResponse<String> last = get("/desk/login");
    for (int i = 0; i < MORE_THAN_MAY_BE && last.statusCode() == 302; i++) {
      last = get("/desk/login");
    }

    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).isPresent();
    assertThat(lastToldOf429()).isEqualTo("request 4 GET /desk/login");
  }

  private String lastToldOf429() {
    return jdbc.sql(
            """
            select concat_ws(' ', act, outcome, query, name) from audit_event
            where reason = 'HTTP 429' order by seq desc limit 1
            """)
        .query(String.class)
        .single();
  }

  private String account() {
    String name = "busy-" + UUID.randomUUID();
    accounts.create(
        new NewAccount(
            name, "Cora Example", List.of("coordinator"), "Practitioner/" + name, null, null),
        PASSWORD);
    return name;
  }

  private HttpResponse<String> follow(HttpResponse<String> answer) {
    HttpResponse<String> at = answer;
    for (int i = 0; i < 10 && at.statusCode() / 100 == 3; i++) {
      String to = at.headers().firstValue("Location").orElseThrow();
      at = get(to.replaceFirst("^http://vertepath", base()));
    }
    return at;
  }

  private HttpResponse<String> logIn(String name) {
    HttpResponse<String> form = follow(get("/"));
    Matcher token = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"").matcher(form.body());
    assertThat(token.find()).as(form.body()).isTrue();
    return follow(post("/login", "username", name, "password", PASSWORD, "_csrf", token.group(1)));
  }
}
