package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.exchange.Receiver;
import dev.vertepath.exchange.event.Topic;
import dev.vertepath.exchange.hl7v2.MllpPartner;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The running service with receivers on this machine, which a setting allows here. */
@TestPropertySource(
    properties = {"vertepath.delivery-http=true", "vertepath.delivery-networks=127.0.0.1"})
abstract class Subscribers extends FhirOverHttp {

  static final String BACKPORT =
      "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-";

  static final Receiver RECEIVER = new Receiver();

  /** What sends HL7 v2 as the application HIS of LAKE. */
  static final MllpPartner PARTNER = new MllpPartner();

  @DynamicPropertySource
  static void messages(DynamicPropertyRegistry properties) {
    properties.add("vertepath.messages-to", () -> RECEIVER.url("/messages"));
    properties.add("vertepath.mllp-acknowledgments", () -> "HIS|LAKE=127.0.0.1:" + PARTNER.port());
  }

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Autowired JdbcClient jdbc;

  /** A path that no other test uses. */
  final String path = "/" + UUID.randomUUID();

  @AfterAll
  static void listenToAll() {
    RECEIVER.answers(got -> 200);
  }

  /** With more inside the element {@code channel}. */
  String subscription(String criteria, String more) {
    return ("{'resourceType':'Subscription','status':'requested','reason':'test',%s,"
            + "'channel':{'type':'rest-hook','endpoint':'%s','payload':'application/fhir+json'%s}}")
        .formatted(criteria, RECEIVER.url(path), more.isEmpty() ? "" : "," + more);
  }

  static String on(Topic topic, String... filters) {
    if (filters.length == 0) {
      return "'criteria':'" + topic.url() + "'";
    }
    return "'criteria':'%s','_criteria':{'extension':[%s]}"
        .formatted(
            topic.url(),
            String.join(
                ",",
                java.util.Arrays.stream(filters)
                    .map(
                        filter ->
                            "{'url':'%sfilter-criteria','valueString':'%s'}"
                                .formatted(BACKPORT, filter))
                    .toList()));
  }

  static String content(String code) {
    return "'_payload':{'extension':[{'url':'%spayload-content','valueCode':'%s'}]}"
        .formatted(BACKPORT, code);
  }

  /** Sets one up and waits until the receiver has shaken hands. */
  String active(String subscription, String... caller) {
    Response created = post("/Subscription", subscription, caller);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    awaitStatus(created.id(), "active", caller);
    return created.id();
  }

  void awaitStatus(String id, String status, String... caller) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                get("/Subscription/" + id, caller).json().path("status").asString().equals(status));
  }

  String newPatient(String family, String... caller) {
    return post("/Patient", patient(family), caller).id();
  }

  /** Of which a case, a verdict and tasks follow. */
  void fracture(String patient, String... caller) {
    Response stored =
        post(
            "/Condition",
            ("{'resourceType':'Condition','subject':{'reference':'Patient/%s'},"
                    + "'code':{'coding':[{'system':'http://snomed.info/sct','code':'207957008'}]}}")
                .formatted(patient),
            caller);
    assertThat(stored.status()).as(stored.text()).isEqualTo(201);
  }

  /** Lets no wait be waited for. */
  void hurry(String id) {
    jdbc.sql(
            """
            with c as (update subscription_channel set act_at = now() where id = :id and act_at is not null),
            d as (update delivery set due = now() where channel = :channel and status = 'waiting')
            update receiver set paused_until = null where channel = :channel
            """)
        .param("id", id)
        .param("channel", "Subscription/" + id)
        .update();
  }
}
