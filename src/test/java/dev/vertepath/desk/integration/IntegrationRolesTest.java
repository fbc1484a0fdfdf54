package dev.vertepath.desk.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.access.issuer.Accounts;
import dev.vertepath.access.issuer.NewAccount;
import dev.vertepath.desk.DeskOverHttp;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Who sees which of the integration pages, logged in at the built-in authorization server. */
@TestPropertySource(
    properties = {
      "vertepath.authorization-server=true",
      "vertepath.base-url=http://vertepath/fhir"
    })
class IntegrationRolesTest extends DeskOverHttp {

  private static final String PASSWORD = "correct horse battery";
  private static final String PAGE = "/desk/integration";

  @Autowired private Accounts accounts;

  private HttpResponse<String> logIn(String role) {
    String name = role + "-" + UUID.randomUUID();
    accounts.create(
        new NewAccount(name, "Ina Example", List.of(role), "Practitioner/" + name, null, null),
        PASSWORD);
    HttpResponse<String> form = follow(get(PAGE));
    Matcher token = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"").matcher(form.body());
    assertThat(token.find()).as(form.body()).isTrue();
    return follow(post("/login", "username", name, "password", PASSWORD, "_csrf", token.group(1)));
  }

  private HttpResponse<String> follow(HttpResponse<String> answer) {
    HttpResponse<String> at = answer;
    for (int i = 0; i < 10 && at.statusCode() / 100 == 3; i++) {
      String to = at.headers().firstValue("Location").orElseThrow();
      at = get(to.replaceFirst("^http://vertepath", base()));
    }
    return at;
  }

  @ParameterizedTest
  @CsvSource({
    "integration-system, 200, 200, 404, 200, 200, 403",
    "administrator, 200, 200, 403, 200, 200, 200",
    "auditor, 200, 403, 403, 403, 403, 200",
    "coordinator, 403, 403, 403, 403, 403, 403",
    "clinician, 403, 403, 403, 403, 403, 403",
    "registrar, 403, 403, 403, 403, 403, 403",
  })
  void eachRoleSeesWhatTheApiWouldGiveIt(
      String role,
      int overview,
      int messages,
      int message,
      int deliveries,
      int subscriptions,
      int reviews) {
    logIn(role);

    assertThat(get(PAGE).statusCode()).isEqualTo(overview);
    assertThat(get(PAGE + "/messages").statusCode()).isEqualTo(messages);
    assertThat(get(PAGE + "/messages/999999").statusCode()).isEqualTo(message);
    assertThat(get(PAGE + "/deliveries").statusCode()).isEqualTo(deliveries);
    assertThat(get(PAGE + "/subscriptions").statusCode()).isEqualTo(subscriptions);
    assertThat(get(PAGE + "/reviews").statusCode()).isEqualTo(reviews);
  }

  @ParameterizedTest
  @ValueSource(strings = {"coordinator", "clinician"})
  void whoHasNoRightSeesNoLinkAndIsToldWhomToAsk(String role) {
    HttpResponse<String> refused = logIn(role);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body())
        .contains("This is not open to you", "ask your administrator")
        .doesNotContain("href=\"/desk/integration\"", "??");
    assertThat(page("/")).doesNotContain("href=\"/desk/integration\"");
    assertThat(get(PAGE, "Accept-Language", "de").body())
        .contains("bitten Sie Ihre Administration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"administrator"})
  void whoSeesEnvelopesOnlyIsNotAskedForPatients(String role) {
    logIn(role);

    assertThat(page(PAGE + "/messages?patient=Smith"))
        .doesNotContain("id=\"patient\"", "name=\"patient\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"coordinator", "auditor"})
  void formsOfOthersAreRefused(String role) {
    String token = logIn(role).body();
    Matcher own = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(token);
    assertThat(own.find()).isTrue();
    for (String form : List.of("/messages/1/replay", "/messages/1/drop", "/deliveries/decide")) {
      assertThat(post(PAGE + form, "_csrf", own.group(1), "reason", "x").statusCode())
          .as(form)
          .isEqualTo(403);
    }
  }
}
