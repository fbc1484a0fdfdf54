package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.exchange.Receiver.Got;
import dev.vertepath.exchange.event.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Subscriptions by topic and by criteria, from setting them up to what arrives. */
class SubscriptionTest extends Subscribers {

  @Test
  void aReceiverShakesHandsBeforeItIsToldOfAnything() {
    String id = active(subscription(on(Topic.CASE_STATE_CHANGED), ""));

    Got handshake = RECEIVER.of(path, "handshake").getFirst();
    assertThat(handshake.json().path("type").asString()).isEqualTo("history");
    assertThat(handshake.status("status").path("valueCode").asString()).isEqualTo("requested");
    assertThat(handshake.status("subscription").at("/valueReference/reference").asString())
        .endsWith("/Subscription/" + id);
    assertThat(handshake.header("content-type")).startsWith("application/fhir+json");
  }

  @Test
  void aChangedCaseIsToldById() {
    active(subscription(on(Topic.CASE_STATE_CHANGED), ""));
    String patient = referred("Fall");

    Got got = told(patient).getFirst();
    assertThat(got.numbers()).hasSize(1);
    assertThat(got.status("topic").path("valueCanonical").asString())
        .isEqualTo(Topic.CASE_STATE_CHANGED.url());
    assertThat(got.focus()).startsWith("Task/");
    assertThat(get("/" + got.focus()).json().at("/businessStatus/coding/0/code").asString())
        .isEqualTo("awaiting-evidence");
    JsonNode entry = got.json().at("/entry/1");
    assertThat(entry.path("fullUrl").asString()).endsWith(got.focus());
    assertThat(entry.has("resource")).isFalse();
  }

  /** Others of this database write as well. */
  private List<Got> told(String patient) {
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(() -> !of(patient).isEmpty());
    return of(patient);
  }

  private List<Got> of(String patient) {
    return RECEIVER.events(path).stream()
        .filter(
            got ->
                get("/" + got.focus())
                    .json()
                    .at("/for/reference")
                    .asString("")
                    .equals("Patient/" + patient))
        .toList();
  }
}
