package dev.vertepath.fhir;

import static dev.vertepath.fhir.Messaging.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.exchange.Receiver;
import dev.vertepath.exchange.event.Topic;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A patient who logs in is told in plain words who had to do with her record. */
@TestPropertySource(
    properties = {"vertepath.delivery-http=true", "vertepath.delivery-networks=127.0.0.1"})
class PatientsAccessesTest extends TokenCallers {

  private static final Receiver RECEIVER = new Receiver();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Autowired JdbcClient jdbc;

  @Test
  void messagesExportsSearchesAndBrokenGlassAreToldByTheNameOfWhoDidIt() {
    put(
        "/Organization/acc-lake",
        "{'resourceType':'Organization','id':'acc-lake','name':'Lakeside Hospital'}",
        system("system/*.cruds"));
    String path = "/" + UUID.randomUUID();
    subscribed(path, sender("acc-lake"));
    Response message =
        post(
            "/$process-message",
            named(
                UUID.randomUUID().toString(),
                "referral",
                "",
                Messaging.fracture("acc-fx", Messaging.fullUrl(1)),
                Messaging.patient("acc-mrn", "Quellgrund")),
            sender("acc-lake"));
    assertThat(Messaging.code(message.json())).as(message.text()).isEqualTo("ok");
    String her =
        get("/Patient?identifier=urn:mrn%7Cacc-mrn", sender("acc-lake"))
            .json()
            .at("/entry/0/resource/id")
            .asString();
    RECEIVER.await(path, 1);
    assertThat(broken(her, clinician()).status()).isEqualTo(200);
    get("/Patient/" + her + "/$everything", clinician());
    get("/Patient/" + her, sender("north"));
    await().atMost(PATIENCE).until(() -> sentences(her).toString().contains("receiver"));

    List<String> told = sentences(her);
    assertThat(told)
        .contains(
            "system-of-acc-lake (integration system) of Lakeside Hospital sent a message about you.",
            "system-of-acc-lake (integration system) of Lakeside Hospital added something to your record.",
            "system-of-acc-lake (integration system) of Lakeside Hospital found something of your record by a search.",
            "The receiver at %s of Lakeside Hospital was sent something of your record."
                .formatted(RECEIVER.url(path).replaceFirst("http://([^/]+)/.*", "$1")))
        .anyMatch(sentence -> sentence.contains("opened your record in spite of a restriction"))
        .anyMatch(sentence -> sentence.contains("(clinician)") && sentence.contains("whole record"))
        .noneMatch(sentence -> sentence.contains("system-of-north"));
  }

  @Test
  void sheIsToldOfHerOwnRecordOnly() {
    String her = patientOf("north", "Eigenblick");
    String other = patientOf("north", "Fremdblick");

    for (String scope : List.of("patient/*.rs", "user/*.rs")) {
      assertThat(get("/Patient/" + her + "/$accesses", patientHerself(her, scope)).status())
          .isEqualTo(200);
      assertThat(get("/Patient/" + other + "/$accesses", patientHerself(her, scope)).status())
          .isEqualTo(403);
    }
    assertThat(
            get("/Patient/" + her + "/$accesses", patientHerself(her, "patient/Observation.rs"))
                .status())
        .isEqualTo(403);
  }

  private void subscribed(String path, String... caller) {
    Response created =
        post(
            "/Subscription",
            ("{'resourceType':'Subscription','status':'requested','reason':'test','criteria':'%s',"
                    + "'channel':{'type':'rest-hook','endpoint':'%s','payload':'application/fhir+json',"
                    + "'_payload':{'extension':[{'url':'http://hl7.org/fhir/uv/subscriptions-backport/"
                    + "StructureDefinition/backport-payload-content','valueCode':'full-resource'}]}}}")
                .formatted(Topic.CASE_STATE_CHANGED.url(), RECEIVER.url(path)),
            caller);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                get("/Subscription/" + created.id(), caller)
                    .json()
                    .path("status")
                    .asString()
                    .equals("active"));
  }

  private List<String> sentences(String patient) {
    Response told =
        get("/Patient/" + patient + "/$accesses", patientHerself(patient, "patient/*.rs"));
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    return told.json()
        .path("parameter")
        .valueStream()
        .map(access -> part(access, "sentence"))
        .toList();
  }

  private static String part(JsonNode access, String name) {
    return access
        .path("part")
        .valueStream()
        .filter(part -> part.path("name").asString().equals(name))
        .map(part -> part.path("valueString").asString())
        .findFirst()
        .orElse("");
  }

  private static String[] patientHerself(String id, String scope) {
    return with(
        ISSUER.sign(
            ISSUER
                .claims()
                .subject("person-of-" + id)
                .claim("roles", List.of("patient"))
                .claim("scope", scope)
                .claim("fhirUser", "Patient/" + id)
                .claim("patient", id)
                .build()));
  }
}
