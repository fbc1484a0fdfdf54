package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the built-in authorization server refuses and grants is told, without what opens a door. */
class AuditIssuerTest extends PersonLogin {

  @Autowired JdbcClient jdbc;

  private long before;

  @BeforeEach
  void fromHere() {
    before = jdbc.sql("select coalesce(max(seq), 0) from audit_event").query(Long.class).single();
  }

  private List<String> told() {
    List<String> told =
        jdbc.sql(
                """
                select concat_ws(' ', act, outcome, reason, query, name)
                from audit_event where seq > ? order by seq
                """)
            .param(before)
            .query((row, number) -> row.getString(1))
            .list();
    fromHere();
    return told;
  }

  @Test
  void aLoginWithoutItsFormOrTooLargeIsOneEvent() {
    assertThat(form("/login", "username=eve&password=x").status()).isEqualTo(403);
    assertThat(told()).containsExactly("login 4 HTTP 403 POST /login as eve");

    assertThat(form("/login", "username=eve&password=" + "x".repeat(3_000_000)).status())
        .isEqualTo(413);
    assertThat(told()).containsExactly("login 4 HTTP 413 POST /login");
  }

  @Test
  void anAppThatIsRefusedIsToldWithTheErrorAndNothingThatItSent() {
    authorize("user/Patient.rs", REDIRECT, challenge());
    login(PASSWORD);
    told();

    authorize("system/*.cruds", REDIRECT, challenge());

    assertThat(told()).containsExactly("request 4 invalid_scope GET /oauth2/authorize");
  }

  @Test
  void whoAllowsOrRefusesAnAppIsTold() {
    Response page = asked("user/Patient.rs");
    told();
    allow(page, "user/Patient.rs", "");
    assertThat(told()).containsExactly("request 0 POST /oauth2/authorize Uma Example");

    cookie = "";
    Response again = asked("user/Patient.rs");
    told();
    allow(again, "", "");
    assertThat(told())
        .containsExactly("request 4 access_denied POST /oauth2/authorize Uma Example");
  }

  @Test
  void noCodeStateOrHandleIsInTheTrail() {
    redeem(code("user/Patient.rs"), VERIFIER);
    authorize("user/Patient.rs", REDIRECT, challenge() + "&launch=handle-of-somebody");

    assertThat(told()).isNotEmpty().noneMatch(one -> one.matches(".*(code|state|launch)=.*"));
  }
}
