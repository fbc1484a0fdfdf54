package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever opens a record in spite of a label or a Consent is looked at. */
class BreakGlassTest extends TokenCallers {

  @Test
  void whoBreaksTheGlassLandsOnAListThatOthersGoThrough() {
    String id = stored("Glas");
    String[] breaker = person("clinician", "gina");
    String[] auditor = person("auditor", "aron");

    assertThat(broken(id, breaker).status()).isEqualTo(200);
    Response list = get("/Patient/$broken-glass", auditor);
    assertThat(list.text())
        .contains("gina")
        .contains("Patient/" + id)
        .contains("found unconscious");
    assertThat(get("/Patient/$broken-glass", breaker).status()).isEqualTo(403);

    String number = list.json().at("/parameter/0/part/0/valueString").asString();
    String which =
        "{'resourceType':'Parameters','parameter':[{'name':'id','valueString':'" + number + "'}]}";
    assertThat(post("/Patient/$review-broken-glass", which, breaker).status()).isEqualTo(403);
    assertThat(post("/Patient/$review-broken-glass", which, auditor).status()).isEqualTo(200);
    assertThat(post("/Patient/$review-broken-glass", which, auditor).status()).isEqualTo(404);
    assertThat(get("/Patient/$broken-glass", auditor).text()).doesNotContain("Patient/" + id);
    assertThat(get("/Patient/$broken-glass?reviewed=true", auditor).text())
        .contains("Patient/" + id);
  }

  @Test
  void theGlassIsBrokenByPersonsWhoSayWhatForOnly() {
    String id = stored("Glas");

    assertThat(broken(id, system("system/*.cruds")).status()).isEqualTo(403);
    assertThat(broken(id, person("auditor", "aron")).status()).isEqualTo(403);
    assertThat(broken("nobody", person("clinician", "gina")).status()).isEqualTo(404);
    assertThat(
            post(
                    "/Patient/" + id + "/$break-glass",
                    "{'resourceType':'Parameters','parameter':[{'name':'purpose','valueCode':'ETREAT'}]}",
                    person("clinician", "gina"))
                .status())
        .isEqualTo(400);
  }

  @Test
  void theGlassDoesNotTellWhoIsHereToThoseWhoWouldNotSeeHerBehindIt() {
    String norths = patientOf("north", "Glas");
    String[] souths = personOf("south", "user/*.cruds");
    Response there = broken(norths, souths);
    Response never = broken("never-there", souths);

    assertThat(there.status()).isEqualTo(404);
    assertThat(there.text().replace(norths, "x"))
        .isEqualTo(never.text().replace("never-there", "x"));
    assertThat(broken(norths, personOf("north", "user/*.cruds")).status()).isEqualTo(200);
    assertThat(broken(norths, personOf("north", "user/Task.rs")).status()).isEqualTo(403);
    assertThat(broken(norths, personOf("north", "user/Patient.rs?family=other")).status())
        .isEqualTo(404);
  }

  private static String[] personOf(String organization, String scope) {
    return with(
        ISSUER.sign(
            ISSUER
                .claims()
                .claim("roles", List.of("clinician"))
                .claim("scope", scope)
                .claim("fhirUser", "Practitioner/u-1")
                .claim("organization", organization)
                .build()));
  }
}
