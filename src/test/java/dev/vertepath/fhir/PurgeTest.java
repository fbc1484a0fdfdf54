package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An administrator erases a patient, and nobody else does. */
class PurgeTest extends TokenCallers {

  private static final String REASON =
      "{'resourceType':'Parameters','parameter':[{'name':'reason','valueString':'she asked for it'}]}";

  @Autowired JdbcClient jdbc;

  @Test
  void anAdministratorErasesAPatientForAReason() {
    String her = patientOf("north", "Wegmann");
    String finding = observation(her, sender("north"), "");
    Response preview = get("/Patient/" + her + "/$purge-preview", administrator());
    assertThat(preview.status()).as(preview.text()).isEqualTo(200);
    assertThat(get("/Patient/" + her, sender("north")).status()).isEqualTo(200);

    Response erased = purge(her, administrator());
    assertThat(erased.status()).as(erased.text()).isEqualTo(200);
    assertThat(number(erased, "resources")).isEqualTo(2).isEqualTo(number(preview, "resources"));
    assertThat(erased.text()).contains("sha256").doesNotContain("Wegmann");
    for (String gone : List.of("/Patient/" + her, "/Observation/" + finding)) {
      for (String[] caller : List.of(sender("north"), clinician(), system("system/*.cruds"))) {
        Response read = get(gone, caller);
        assertThat(read.status()).isEqualTo(410);
        assertThat(words(read)).contains("was erased", "its id is not used again");
      }
    }
    assertThat(
            put(
                    "/Patient/" + her,
                    patient("Neu").replace("{'res", "{'id':'" + her + "','res"),
                    sender("north"))
                .status())
        .isEqualTo(410);
    assertThat(total("/Patient?family=wegmann", clinician())).isZero();
    assertThat(purge(her, administrator()).status()).isEqualTo(410);
  }

  @Test
  void thatSheWasErasedIsToldToNobodyFromWhomSheWasHidden() {
    String vip =
        post(
                "/Patient",
                "{'resourceType':'Patient',%s,'name':[{'family':'Vip'}]}".formatted(labelled("V")),
                sender("north"))
            .id();
    assertThat(purge(vip, administrator()).status()).isEqualTo(200);

    assertThat(get("/Patient/" + vip, clinician()).status()).isEqualTo(404);
    assertThat(get("/Patient/" + vip, sender("south")).status()).isEqualTo(404);
    assertThat(get("/Patient/" + vip, sender("north")).status()).isEqualTo(410);
  }

  @Test
  void nobodyElseErases() {
    String her = patientOf("north", "Bleibt");

    for (String[] caller :
        List.of(
            clinician(),
            sender("north"),
            person("auditor", "aron"),
            with(ISSUER.person("administrator", "user/*.rs")))) {
      Response refused = purge(her, caller);
      assertThat(refused.status()).as(refused.text()).isEqualTo(403);
      assertThat(get("/Patient/" + her + "/$purge-preview", caller).status()).isEqualTo(403);
    }
    assertThat(words(purge(her, with(ISSUER.person("administrator", "user/*.rs")))))
        .contains("user/Patient.d");
    assertThat(get("/Patient/" + her, sender("north")).status()).isEqualTo(200);
  }

  @Test
  void anAdministratorOfAnOrganizationErasesItsOwnPatients() {
    String her = patientOf("north", "Eigen");

    assertThat(purge(her, administratorOf("south")).status()).isEqualTo(404);
    assertThat(purge(her, administratorOf("north")).status()).isEqualTo(200);
  }

  @Test
  void aReasonIsDemandedAndItIsCalledByPostOnly() {
    String her = patientOf("north", "Grund");
    String none = "{'resourceType':'Parameters','parameter':[]}";

    assertThat(post("/Patient/" + her + "/$purge", none, administrator()).status()).isEqualTo(400);
    assertThat(get("/Patient/" + her + "/$purge?reason=x", administrator()).status())
        .isEqualTo(405);
    assertThat(purge("nobody", administrator()).status()).isEqualTo(404);
  }

  @Test
  void itIsOneEventAndWhoSawHerIsStillKnown() {
    String her = patientOf("north", "Spur");
    observation(her, sender("north"), "");
    get("/Patient/" + her, clinician());
    long before = events(her);
    purge(her, administrator());

    assertThat(events(her)).isEqualTo(before + 1);
    assertThat(
            jdbc.sql(
                    "select act, operation, outcome, name from audit_event where ? = any(patients) order by seq desc limit 1")
                .param(her)
                .query()
                .singleRow())
        .containsEntry("operation", "purge")
        .containsEntry("outcome", 0)
        .containsEntry("name", "ada");
  }

  @Test
  void tombstonesAreToldToWhoErasesAndToAuditors() {
    String her = patientOf("north", "Grabstein");
    String other = patientOf("south", "Anderswo");
    Response erased = purge(her, administrator());
    purge(other, administrator());

    for (String[] caller :
        List.of(administrator(), administratorOf("north"), person("auditor", "aron"))) {
      Response told = get("/$tombstones?patient=" + her, caller);
      assertThat(told.status()).as(told.text()).isEqualTo(200);
      assertThat(told.text())
          .contains("Patient/" + her, "she asked for it", "\"ada\"", sha256(erased), "AuditEvent/")
          .doesNotContain("Grabstein");
    }
    assertThat(get("/$tombstones", administratorOf("north")).text())
        .contains("Patient/" + her)
        .doesNotContain("Patient/" + other);
    assertThat(get("/$tombstones?_count=1", administrator()).text()).contains("\"next\"");
    for (String[] caller : List.of(clinician(), sender("north"))) {
      assertThat(get("/$tombstones", caller).status()).isEqualTo(403);
    }
    assertThat(get("/$tombstones?before=x", administrator()).status()).isEqualTo(400);
  }

  private static String sha256(Response erased) {
    for (JsonNode parameter : erased.json().path("parameter")) {
      if (parameter.path("name").asString().equals("sha256")) {
        return parameter.path("valueString").asString();
      }
    }
    throw new AssertionError(erased.text());
  }

  @Test
  void nothingOfHerIsInAnyTableAfterwards() {
    String mrn = "mrn-of-erased-one";
    String her =
        post(
                "/Patient",
                "{'resourceType':'Patient','name':[{'family':'Unauffindbar'}],'identifier':[{'system':'urn:mrn','value':'%s'}]}"
                    .formatted(mrn),
                with(sender("north"), "If-None-Exist", "identifier=urn:mrn|" + mrn))
            .id();
    post(
        "/Condition",
        ("{'resourceType':'Condition','subject':{'reference':'Patient/%s','display':'Unauffindbar'},"
                + "'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M80.08XA'}]},"
                + "'verificationStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'confirmed'}]}}")
            .formatted(her),
        sender("north"));
    assertThat(rows("unauffindbar")).isPositive();
    purge(her, administrator());

    assertThat(rows("unauffindbar")).isZero();
    assertThat(rows(mrn)).isZero();
  }

  /** In how many tables, bar the trail, a row holds this word. */
  private long rows(String word) {
    long found = 0;
    for (String table :
        jdbc.sql(
                """
                select tablename from pg_tables
                where schemaname = 'public' and tablename not like 'audit_%'
                """)
            .query(String.class)
            .list()) {
      boolean bytes =
          jdbc.sql(
                  """
                  select exists (select from information_schema.columns
                    where table_name = ? and column_name = 'body')
                  """)
              .param(table)
              .query(Boolean.class)
              .single();
      found +=
          jdbc.sql(
                  "select count(*) from %1$s t where t::text ilike '%%' || ? || '%%'%2$s"
                      .formatted(
                          table,
                          bytes ? " or convert_from(body, 'UTF8') ilike '%' || ? || '%'" : ""))
              .params(bytes ? List.of(word, word) : List.of(word))
              .query(Long.class)
              .single();
    }
    return found;
  }

  private long events(String patient) {
    return jdbc.sql("select count(*) from audit_event where ? = any(patients)")
        .param(patient)
        .query(Long.class)
        .single();
  }

  private Response purge(String id, String[] caller) {
    return post("/Patient/" + id + "/$purge", REASON, caller);
  }

  private static int number(Response answer, String name) {
    for (JsonNode parameter : answer.json().path("parameter")) {
      if (parameter.path("name").asString().equals(name)) {
        return parameter.path("valueDecimal").asInt();
      }
    }
    return -1;
  }

  private static String[] administrator() {
    return person("administrator", "ada");
  }

  private static String[] administratorOf(String organization) {
    return with(
        ISSUER.sign(
            ISSUER
                .claims()
                .subject("admin-of-" + organization)
                .claim("roles", List.of("administrator"))
                .claim("scope", "user/*.cruds")
                .claim("organization", organization)
                .build()));
  }

  private static String[] with(String[] caller, String name, String value) {
    return new String[] {caller[0], caller[1], name, value};
  }
}
