package dev.vertepath.desk.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.vertepath.access.TestIssuer;
import dev.vertepath.desk.DeskOverHttp;
import dev.vertepath.desk.integration.Traffic;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Persons log in to the pages at the hospital's own issuer, and see what its token lets them. */
@Import(LoginElsewhereTest.Time.class)
class LoginElsewhereTest extends DeskOverHttp {

  private static final TestIssuer ISSUER = new TestIssuer();
  private static final String RESTRICTED =
      "'meta':{'security':[{'system':'http://terminology.hl7.org/CodeSystem/v3-Confidentiality','code':'R'}]},";

  private static final Duration SHIFT = Duration.ofHours(12);

  /** Shorter than what logs out who does nothing. */
  private static final Duration BREAK = Duration.ofMinutes(29);

  private static final Pattern MESSAGE =
      Pattern.compile("<li class=\"message\">.*?</li>", Pattern.DOTALL);

  private static volatile Duration later = Duration.ZERO;

  @Autowired private ApplicationContext context;

  @TestConfiguration(proxyBeanMethods = false)
  static class Time {

    @Bean
    @Primary
    static Clock movedClock() {
      InstantSource moved = () -> Instant.now().plus(later);
      return moved.withZone(ZoneOffset.UTC);
    }
  }

  @DynamicPropertySource
  static void elsewhere(DynamicPropertyRegistry properties) {
    properties.add("vertepath.issuer", () -> ISSUER.url().toString());
    properties.add("vertepath.audience", () -> TestIssuer.AUDIENCE);
    properties.add("vertepath.desk-client-id", () -> "desk");
    properties.add("vertepath.desk-client-secret", () -> "desk-secret");
  }

  @AfterEach
  void itIsNowAgain() {
    later = Duration.ZERO;
  }

  /** Valid for a day, whatever the issuer says of how long it lasts. */
  private static JWTClaimsSet.Builder claims(String role) {
    return ISSUER
        .claims()
        .expirationTime(Date.from(Instant.now().plus(Duration.ofDays(1))))
        .claim("roles", List.of(role))
        .claim("scope", "user/*.cruds")
        .claim("fhirUser", "Practitioner/u-1")
        .claim("name", "Uma Example");
  }

  private HttpResponse<String> logIn(String path, JWTClaimsSet.Builder who) {
    ISSUER.logsIn(ISSUER.sign(who.build()));
    return follow(get(path));
  }

  private HttpResponse<String> follow(HttpResponse<String> answer) {
    HttpResponse<String> at = answer;
    for (int i = 0; i < 10 && at.statusCode() / 100 == 3; i++) {
      at = get(at.uri().resolve(at.headers().firstValue("Location").orElseThrow()).toString());
    }
    return at;
  }

  private static String[] system(String organization) {
    return new String[] {
      "Authorization",
      "Bearer "
          + ISSUER.sign(
              ISSUER
                  .claims()
                  .subject("system-of-" + organization)
                  .claim("client_id", "system-of-" + organization)
                  .claim("scope", "system/*.cruds")
                  .claim("organization", organization)
                  .build())
    };
  }

  private String fractured(String organization, String family, String meta) {
    return fractured(organization, family, meta, "");
  }

  private String fractured(
      String organization, String family, String meta, String metaOfTheFracture) {
    String[] sender = system(organization);
    String patient =
        write(
                "POST",
                "/Patient",
                "{'resourceType':'Patient',%s'name':[{'family':'%s'}],'birthDate':'1941-05-06'}"
                    .formatted(meta, family),
                sender)
            .path("id")
            .asString();
    write(
        "POST",
        "/Condition",
        ("{'resourceType':'Condition',%s'subject':{'reference':'Patient/%s'},"
                + "'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},"
                + "'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M80.08XA'}]}}")
            .formatted(metaOfTheFracture, patient),
        sender);
    return patient;
  }

  @Test
  void theIssuersLoginLeadsToThePageThatWasAskedFor() {
    HttpResponse<String> page = logIn("/?state=candidate", claims("coordinator"));

    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    assertThat(page.uri().toString()).isEqualTo(base() + "/?state=candidate");
    assertThat(page.body()).contains("Uma Example", "value=\"me\"");
  }

  @Test
  void aTokenThatTheApiWouldRefuseOpensNoPage() {
    HttpResponse<String> refused =
        logIn("/", claims("coordinator").audience("https://other.example/fhir"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(get("/").statusCode()).isEqualTo(302);
  }

  @Test
  void theWorklistShowsTheCallersOrganizationOnly() {
    String north = fractured("north", "Weitweg-Nord", "");
    String south = fractured("south", "Weitweg-Sued", "");

    String own = logIn("/", claims("coordinator").claim("organization", "north")).body();
    assertThat(own).contains("Weitweg-Nord").doesNotContain("Weitweg-Sued");
    assertThat(own).containsPattern("id=\"band-all\"[^<]*<span>[^<]*</span> <strong[^>]*>1<");
    assertThat(get("/?q=Weitweg-Sued").body()).doesNotContain("row-");
    assertThat(get("/desk/patients/" + north).body()).contains("Weitweg-Nord");
    HttpResponse<String> hidden = get("/desk/patients/" + south);
    assertThat(hidden.statusCode()).isEqualTo(404);
    assertThat(hidden.body()).doesNotContain("Weitweg-Sued");

    freshBrowser();
    HttpResponse<String> both = logIn("/?q=Weitweg", claims("clinician"));
    assertThat(both.body()).contains("Weitweg-Nord", "Weitweg-Sued", "value=\"Weitweg\"");
    assertThat(both.uri().toString()).as("led there by the login").doesNotContain("Weitweg");
  }

  @Test
  void whatIsRestrictedIsOnNoPageOfWhoMayNotSeeIt() {
    String secret = fractured("east", "Geheimfrau", RESTRICTED);

    assertThat(logIn("/?q=Geheimfrau", claims("coordinator")).body()).doesNotContain("row-");
    assertThat(get("/desk/patients/" + secret).statusCode()).isEqualTo(404);

    freshBrowser();
    assertThat(logIn("/desk/patients/" + secret, claims("clinician")).body())
        .contains("Geheimfrau");
  }

  @Test
  void aCaseThatBearsALabelItselfIsInNoListOfWhoMayNotSeeIt() {
    String patient = fractured("west", "Halbgeheim", "", RESTRICTED);

    assertThat(logIn("/?q=Halbgeheim", claims("coordinator")).body()).doesNotContain("row-");
    assertThat(get("/desk/patients/" + patient).body()).contains("Halbgeheim");

    freshBrowser();
    assertThat(logIn("/?q=Halbgeheim", claims("clinician")).body()).contains("row-Task-");
  }

  @Test
  void aCoordinatorSeesThatAMessageBroughtSomethingButNoWayIntoIt() {
    String[] sender = system("lakeside");
    new Traffic(context, base(), sender)
        .message("patient-update", Traffic.patient("brought-1", "Botschaft"));
    String patient =
        fhir("/Patient?identifier=urn:mrn%7Cbrought-1", sender)
            .at("/entry/0/resource/id")
            .asString();

    String page =
        logIn("/desk/patients/" + patient, claims("coordinator").claim("organization", "lakeside"))
            .body();

    Matcher entry = MESSAGE.matcher(page);
    assertThat(entry.find()).as(page).isTrue();
    assertThat(entry.group())
        .contains("change of a patient", "https://his.example/out")
        .doesNotContain("href");
    assertThat(entry.find()).isFalse();
    assertThat(page).doesNotContain("Messages are left out", "/desk/integration/");
  }

  @Test
  void whoMaySeeNoPatientIsLedToWhatIsOpenAndToldSoElsewhere() {
    assertThat(logIn("/", claims("registrar")).uri().getPath()).isEqualTo("/desk/registry");

    HttpResponse<String> refused = get("/desk/worklist");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("That was refused");
  }

  @Test
  void afterTheTokenTheIssuerIsAskedAgainAndAFormIsStillTaken() {
    logIn("/", claims("coordinator"));
    String token = formToken();

    later = Duration.ofMinutes(11);

    assertThat(post("/desk/tasks/take", "_csrf", token).statusCode()).isEqualTo(400);
    assertThat(get("/").headers().firstValue("Location").orElse("")).contains("/desk/login");
  }

  @Test
  void whoLeavesTheDeskIsLoggedOut() {
    logIn("/", claims("coordinator"));
    String token = formToken();

    later = Duration.ofMinutes(31);

    assertThat(post("/desk/tasks/take", "_csrf", token).statusCode()).isEqualTo(401);
  }

  @Test
  void whatThePageAsksByItselfKeepsNobodyIn() {
    logIn("/", claims("coordinator"));
    String token = formToken();

    later = Duration.ofMinutes(9);
    assertThat(get("/", "HX-Request", "true").statusCode()).isEqualTo(200);
    later = Duration.ofMinutes(31);

    assertThat(post("/desk/tasks/take", "_csrf", token).statusCode()).isEqualTo(401);
  }

  @Test
  void afterTwelveHoursEverybodyIsLoggedOutHoweverBusy() {
    ISSUER.logsIn(ISSUER.sign(claims("coordinator").build()), (int) Duration.ofDays(1).toSeconds());
    follow(get("/"));
    for (Duration worked = BREAK; worked.compareTo(SHIFT) < 0; worked = worked.plus(BREAK)) {
      later = worked;
      assertThat(get("/").statusCode()).as("after %s", worked).isEqualTo(200);
    }

    later = SHIFT.plusSeconds(1);

    assertThat(get("/").statusCode()).isEqualTo(302);
  }
}
