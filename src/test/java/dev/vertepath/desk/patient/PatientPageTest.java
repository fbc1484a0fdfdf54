package dev.vertepath.desk.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatientPageTest extends PatientDesk {

  @Test
  void aRecoveredPatientIsToldFromFractureToRecovery() {
    String id = recovered();

    String page = page("/desk/patients/" + id + "?order=oldest");

    assertThat(page)
        .contains("<h1>", "Fracture of L1", "completed", "Follow-up plan", "EC2611")
        .contains("L1: 4.5 mL", "cement 4.5 mL", "the sacrum", "Pain scores as a table")
        .contains("better by", "not for fractures of vertebrae", "VERTOS")
        .doesNotContain("??", " style=");
    assertThat(page.indexOf("Order</span>")).isLessThan(page.lastIndexOf("Procedure</span>"));
    assertThat(page("/desk/patients/" + id, "Accept-Language", "de"))
        .contains("Nachsorgeplan", "um 7 Punkte besser")
        .doesNotContain("??");
  }

  @Test
  void whatIsMissingIsNamedWithTheWayToAddIt() {
    String id = fractured();

    assertThat(page("/desk/patients/" + id))
        .contains("Not enough is known", "To be found out:", "evidence?finding=marrow-oedema")
        .doesNotContain("??");
  }

  @Test
  void aResourceIsShownAsItIsStoredAndAsTextOnly() {
    String id =
        write(
                "POST",
                "/Patient",
                "{'resourceType':'Patient','name':[{'family':'<script>alert(1)</script>'}]}")
            .path("id")
            .asString();

    assertThat(page("/desk/resources/Patient/" + id + "/1"))
        .contains("&lt;script&gt;", "&quot;versionId&quot; : &quot;1&quot;")
        .doesNotContain("<script>alert", "??");
    assertThat(page("/desk/patients/" + id)).doesNotContain("<script>alert", "??");
  }

  @Test
  void aPatientWhoIsNotThereIsNotFound() {
    HttpResponse<String> missing = get("/desk/patients/nobody");

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("There is no Patient/nobody");
  }

  @Test
  void thePageIsInTheAuditTrail() {
    String id = fractured();
    int first = reads(id);
    int second = reads(id);

    page("/desk/patients/" + id);

    // To ask is told as well.
    assertThat(reads(id) - second).isGreaterThan(second - first);
  }

  @Test
  void theRecordIsReadByTwoStatementsHoweverLongItIs() {
    String brief = fractured();
    String whole = recovered();

    assertThat(statements(brief)).hasSize(2);
    assertThat(statements(whole)).hasSize(2);
  }

  /** What was asked of the record; the audit trail and the clockwork ask for themselves. */
  private List<String> statements(String id) {
    CountedStatements.STATEMENTS.sent();
    page("/desk/patients/" + id);
    return CountedStatements.STATEMENTS.sent().stream()
        .filter(statement -> statement.contains("resource r"))
        .toList();
  }

  private int reads(String id) {
    return fhir("/AuditEvent?action=R,E&_total=accurate&patient=Patient/" + id)
        .path("total")
        .asInt();
  }

  @Test
  void lettersAreDraftsUntilAClinicianReleasesThem() {
    String id = treated();

    assertThat(page("/desk/patients/" + id + "/letters/patient"))
        .contains("Draft wording", "first 3 hours", "four weeks", "Call for help at once")
        .doesNotContain("??");
    assertThat(page("/desk/patients/" + id + "/letters/follow-up"))
        .contains("Draft wording", "Still to be done")
        .doesNotContain("??");
    assertThat(page("/desk/patients/" + id + "/letters/patient", "Accept-Language", "de"))
        .contains("Entwurf", "Rufen Sie sofort Hilfe")
        .doesNotContain("??");
  }
}
