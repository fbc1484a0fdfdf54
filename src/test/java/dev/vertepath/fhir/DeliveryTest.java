package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.exchange.Receiver;
import dev.vertepath.exchange.Receiver.Got;
import dev.vertepath.exchange.event.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What receivers do with what they are told, and what the service makes of it. */
class DeliveryTest extends Subscribers {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @AfterEach
  void answersAgain() {
    RECEIVER.answers(got -> 200);
  }

  @Test
  void whatFailedIsSentAgainUnderTheSameNumberAndId() {
    String patient = newPatient("Wieder");
    active(subscription(on(Topic.CASE_STATE_CHANGED, "patient=" + patient), ""));
    var attempts = new AtomicInteger();
    RECEIVER.answers(got -> got.path().equals(path) && attempts.incrementAndGet() == 1 ? 500 : 200);
    fracture(patient);

    List<Got> got = RECEIVER.await(path, 2);
    assertThat(got.get(0).numbers()).isEqualTo(got.get(1).numbers()).containsExactly(1);
    assertThat(got.get(0).header("webhook-id")).isEqualTo(got.get(1).header("webhook-id"));
    assertThat(got.get(0).json().path("id")).isEqualTo(got.get(1).json().path("id"));
  }

  @Test
  void aReceiverThatHangsDelaysNoOther() {
    String patient = newPatient("Haengt");
    String on = on(Topic.CASE_STATE_CHANGED, "patient=" + patient);
    try (var hanging = new Receiver()) {
      active(subscription(on, "").replace(RECEIVER.url(path), hanging.url(path)));
      active(subscription(on, ""));
      hanging.hangs();
      fracture(patient);
      hanging.await(path, 1);

      assertThat(RECEIVER.await(path, 1)).hasSize(1);
    }
  }

  @Test
  void aRedirectLeadsNowhere() {
    String patient = newPatient("Umleitung");
    active(subscription(on(Topic.CASE_STATE_CHANGED, "patient=" + patient), ""));
    RECEIVER.answers(got -> got.path().equals(path) ? 302 : 200);
    fracture(patient);
    RECEIVER.await(path, 2);

    assertThat(RECEIVER.all()).noneMatch(got -> got.path().equals("/elsewhere"));
  }

  @Test
  void eventsOfAPatientArriveInTheirOrderThoughSomeFail() {
    String patient = newPatient("Reihe");
    active(subscription("'criteria':'Observation?patient=%s'".formatted(patient), ""));
    var attempts = new AtomicInteger();
    RECEIVER.answers(
        got -> got.path().equals(path) && attempts.incrementAndGet() % 5 == 0 ? 503 : 200);
    for (int i = 0; i < 12; i++) {
      post("/Observation", SubscriptionTest.painOf(patient, i % 10));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> RECEIVER.events(path).stream().anyMatch(got -> got.numbers().contains(12)));

    List<Integer> numbers =
        RECEIVER.events(path).stream().map(got -> got.numbers().getFirst()).distinct().toList();
    assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 12).boxed().toList());
  }

  @Test
  void aReceiverThatDoesNotShakeHandsIsAnErrorThatTheSubscriptionTells() {
    RECEIVER.answers(got -> got.path().equals(path) ? 500 : 200);
    String id = post("/Subscription", subscription(on(Topic.CASE_STATE_CHANGED), "")).id();
    for (int attempt = 1; attempt < 4; attempt++) {
      int so = attempt;
      await().atMost(PATIENCE).until(() -> isTriedAnewAfter(so, id));
    }
    awaitStatus(id, "error");

    assertThat(get("/Subscription/" + id).json().path("error").asString())
        .isEqualTo("The handshake failed: HTTP 500");
    assertThat(RECEIVER.of(path, "handshake")).hasSize(4);
  }

  /** Lets a handshake not be waited for, unless one is under way: that has a minute to end. */
  private boolean isTriedAnewAfter(int failures, String id) {
    return jdbc.sql(
                """
                update subscription_channel set act_at = now()
                where id = ? and attempts >= ? and act_at < now() + interval '50 seconds'
                """)
            .params(id, failures)
            .update()
        > 0;
  }

  @Test
  void aSubscriptionSaysThatItsReceiverFailsAndThatItDoesNoLonger() {
    String patient = newPatient("Zustand");
    String id = active(subscription(on(Topic.CASE_STATE_CHANGED, "patient=" + patient), ""));
    RECEIVER.answers(got -> got.path().equals(path) ? 500 : 200);
    fracture(patient);
    for (int attempt = 1; attempt <= 4; attempt++) {
      RECEIVER.await(path, attempt);
      hurry(id);
    }
    awaitStatus(id, "error");
    assertThat(get("/Subscription/" + id).json().path("error").asString()).isEqualTo("HTTP 500");

    RECEIVER.answers(got -> 200);
    hurry(id);
    awaitStatus(id, "active");
    assertThat(get("/Subscription/" + id).json().has("error")).isFalse();
  }

  @Test
  void aHeartbeatTellsThatNothingHappened() {
    String id =
        active(
            subscription(
                on(Topic.RED_FLAG_RAISED),
                "'extension':[{'url':'%sheartbeat-period','valueUnsignedInt':3600}]"
                    .formatted(BACKPORT)));
    // It says that it is active a moment before its first heartbeat is set.
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              hurry(id);
              return !RECEIVER.of(path, "heartbeat").isEmpty();
            });

    Got got = RECEIVER.of(path, "heartbeat").getFirst();
    assertThat(got.status("status").path("valueCode").asString()).isEqualTo("active");
    assertThat(got.json().path("entry").size()).isEqualTo(1);
  }

  @Test
  void itsStatusAndItsEventsCanBeAskedFor() {
    String patient = newPatient("Nochmal");
    String id =
        active(
            subscription(
                "'criteria':'Observation?patient=%s'".formatted(patient),
                content("full-resource")));
    for (int i = 1; i <= 3; i++) {
      post("/Observation", SubscriptionTest.painOf(patient, i));
    }
    RECEIVER.await(path, 3);

    JsonNode status = get("/Subscription/" + id + "/$status").json();
    assertThat(status.path("type").asString()).isEqualTo("searchset");
    assertThat(status.at("/entry/0/resource/parameter").toString())
        .contains("{\"name\":\"events-since-subscription-start\",\"valueString\":\"3\"}")
        .contains("\"query-status\"");

    String events = "/Subscription/" + id + "/$events";
    JsonNode all = get(events).json();
    assertThat(all.path("type").asString()).isEqualTo("history");
    assertThat(all.path("entry").size()).isEqualTo(4);
    JsonNode some = get(events + "?eventsSinceNumber=2&eventsUntilNumber=2&content=id-only").json();
    assertThat(some.path("entry").size()).isEqualTo(2);
    assertThat(some.at("/entry/1").has("resource")).isFalse();
    assertThat(some.at("/entry/0/resource/parameter").toString()).contains("query-event");
    assertThat(get(events + "?eventsSinceNumber=x").status()).isEqualTo(400);
    assertThat(get(events + "?content=all").status()).isEqualTo(400);
  }

  @Test
  void whatIsDeliveredIsSignedWithTheSecretThatIsToldOnce() throws Exception {
    String patient = newPatient("Geheim");
    String id = active(subscription(on(Topic.CASE_STATE_CHANGED, "patient=" + patient), ""));
    String secret =
        post("/Subscription/" + id + "/$secret", "{'resourceType':'Parameters'}")
            .json()
            .at("/parameter/0/valueString")
            .asString();
    fracture(patient);
    Got got = RECEIVER.await(path, 1).getFirst();

    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "x"));
    mac.update(
        (got.header("webhook-id") + "." + got.header("webhook-timestamp") + ".")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(got.header("webhook-signature"))
        .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(got.body())));
    assertThat(get("/Subscription/" + id + "/_history").text()).doesNotContain(secret);
    assertThat(get("/AuditEvent?_count=100").text()).doesNotContain(secret);
    assertThat(post("/Subscription/" + id + "/$secret?secret=whsec_AAAA", "{}").status())
        .isEqualTo(400);
    assertThat(
            post(
                    "/Subscription/" + id + "/$secret",
                    "{'resourceType':'Parameters','parameter':[{'name':'secret','valueString':'whsec_AAAA'}]}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void theSameEventsGoAsMessagesToTheOperatorsEndpoint() {
    String patient = newPatient("Nachricht");
    fracture(patient);
    await().atMost(PATIENCE).until(() -> !messages(patient).isEmpty());

    JsonNode message = messages(patient).getFirst();
    assertThat(message.path("type").asString()).isEqualTo("message");
    JsonNode header = message.at("/entry/0/resource");
    assertThat(header.path("resourceType").asString()).isEqualTo("MessageHeader");
    assertThat(header.at("/eventCoding/code").asString()).isEqualTo("case-state-changed");
    assertThat(header.at("/focus/0/reference").asString())
        .isEqualTo(message.at("/entry/1/fullUrl").asString());
  }

  private static List<JsonNode> messages(String patient) {
    return RECEIVER.all().stream()
        .filter(got -> got.path().equals("/messages"))
        .map(Got::json)
        .filter(json -> json.at("/entry/0/resource/eventCoding/code").asString().startsWith("case"))
        .filter(json -> json.toString().contains("Patient/" + patient))
        .toList();
  }
}
