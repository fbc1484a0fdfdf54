package dev.vertepath.desk.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages of messages over HTTP, and what they did in the API. */
class MessagesPagesTest extends IntegrationDesk {

  @Test
  void messagesAreFoundByPatientStateSenderEventAndTime() {
    String failed = traffic.message("observation", Traffic.pain(mrn, "done"));

    assertThat(rows(page(MESSAGES + "?patient=" + mrn))).isEqualTo(2);
    assertThat(rows(page(MESSAGES + "?patient=fam" + mrn.toLowerCase(java.util.Locale.ROOT))))
        .isEqualTo(2);
    assertThat(rows(page(MESSAGES + "?patient=urn:mrn%7C" + mrn))).isEqualTo(2);
    assertThat(rows(page(MESSAGES + "?patient=" + patientId()))).isEqualTo(1);
    String only = page(MESSAGES + "?state=failed&patient=" + mrn);
    assertThat(rows(only)).isEqualTo(1);
    assertThat(only)
        .contains("id=\"message-" + failed, "Bundle.entry[1].resource.status")
        .doesNotContain("??");
    assertThat(count(only, "state-failed")).isEqualTo(1);
    assertThat(count(only, "state-all")).isEqualTo(2);
    String narrow = MESSAGES + "?patient=" + mrn;
    assertThat(rows(page(narrow + "&event=observation"))).isEqualTo(1);
    assertThat(rows(page(narrow + "&sender=https://his.example/out"))).isEqualTo(2);
    assertThat(rows(page(narrow + "&sender=nobody"))).isZero();
    assertThat(rows(page(narrow + "&from=2026-01-01T00:00"))).isEqualTo(2);
    assertThat(rows(page(narrow + "&to=2020-12-31"))).isZero();
    assertThat(page(narrow, "Accept-Language", "de")).contains("gescheitert").doesNotContain("??");
  }

  @Test
  void countsAreThoseOfTheApiAndOlderOnesComeByPages() {
    traffic.message("observation", Traffic.pain(mrn, "done"));
    int failed = fhir("/$messages?state=failed&_count=1000").path("parameter").size();

    assertThat(count(page(MESSAGES), "state-failed")).isEqualTo(failed);
    for (int i = 0; i < MessagesPage.SIZE; i++) {
      traffic.message("patient-update", Traffic.patient(mrn, "Fam" + mrn));
    }
    String first = page(MESSAGES + "?patient=" + mrn);
    assertThat(rows(first)).isEqualTo(MessagesPage.SIZE);
    Matcher older = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(first);
    assertThat(older.find()).isTrue();
    assertThat(rows(page(older.group(1).replace("&amp;", "&")))).isEqualTo(2);
  }

  @Test
  void aV2MessageThatFailedIsReadSegmentBySegmentAndDropped() {
    String number = traffic.failedV2(mrn, "Lindgren");

    String page = page(MESSAGES + "/" + number);

    assertThat(page)
        .contains("It failed", "PID^1^7", "Read as UTF-8.", "\nPID|1||" + mrn)
        .contains("MSA|AE", "id=\"act-dry-run\"")
        .doesNotContain("??");
    assertThat(page(MESSAGES + "/" + number + "/dry-run")).contains("It would fail", "PID^1^7");
    String form = page(MESSAGES + "/" + number + "/drop");
    HttpResponse<String> without =
        submit(MESSAGES + "/" + number + "/drop", "seen", stamp(form), "reason", " ");
    assertThat(without.statusCode()).isEqualTo(400);
    assertThat(without.body()).contains("Write a reason");

    assertThat(
            location(
                submit(
                    MESSAGES + "/" + number + "/drop",
                    "seen",
                    stamp(form),
                    "reason",
                    "Sent again as HIS-7")))
        .endsWith(MESSAGES + "/" + number + "?done=dropped");
    assertThat(text(message(number), "state")).isEqualTo("dropped");
    assertThat(text(message(number), "reason")).contains("Sent again as HIS-7");
    assertThat(page(MESSAGES + "/" + number + "?done=dropped"))
        .contains("It was dropped.", "Dropped by local: Sent again as HIS-7", "failed</span>");
  }

  @Test
  void aMessageThatWaitsIsTriedAndReplayed() {
    String other = "W" + mrn;
    String number = traffic.message("referral", Traffic.fracture(other));
    assertThat(page(MESSAGES + "/" + number)).contains("It waits", "Condition");
    traffic.message("patient-update", Traffic.patient(other, "Waits"));

    String foreseen = page(MESSAGES + "/" + number + "/dry-run");

    assertThat(foreseen)
        .contains("New</span>", "onsetDateTime", "2026-02-10", "Nothing has been stored yet")
        .contains("would follow")
        .doesNotContain("??");
    assertThat(fhir("/Condition?identifier=urn:his%7Cfx-" + other).path("total").asInt()).isZero();
    assertThat(location(submit(MESSAGES + "/" + number + "/replay", "seen", stamp(foreseen))))
        .endsWith(MESSAGES + "/" + number + "?done=replayed")
        .doesNotContain(other);
    assertThat(text(message(number), "state")).isEqualTo("processed");
    assertThat(fhir("/Condition?identifier=urn:his%7Cfx-" + other).path("total").asInt())
        .isEqualTo(1);
    assertThat(page(MESSAGES + "/" + number))
        .contains("It is in the record", "/desk/resources/Condition/", "more versions followed");
    HttpResponse<String> stale =
        submit(MESSAGES + "/" + number + "/replay", "seen", stamp(foreseen));
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body()).contains("Somebody was faster", "would change nothing");
    assertThat(text(message(number), "attempts")).isEqualTo("2");
  }

  @Test
  void aLookAtAMessageThatFailedIsInTheTrailWithItsPatient() {
    String failed = traffic.message("observation", Traffic.pain(mrn, "done"));
    String trail = "/AuditEvent?action=E&_total=accurate&patient=Patient/" + patientId();
    int before = fhir(trail).path("total").asInt();

    page(MESSAGES + "/" + failed);

    assertThat(fhir(trail).path("total").asInt()).isEqualTo(before + 1);
  }

  @Test
  void aFormWithoutItsTokenIsRefused() {
    String number = traffic.failedV2(mrn, "Lindgren");

    assertThat(post(MESSAGES + "/" + number + "/drop", "reason", "x").statusCode()).isEqualTo(403);
    assertThat(text(message(number), "state")).isEqualTo("failed");
  }
}
