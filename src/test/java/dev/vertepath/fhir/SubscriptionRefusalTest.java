package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.exchange.event.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no subscription that works is refused when it is stored, with the place. */
class SubscriptionRefusalTest extends Subscribers {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'criteria':'https://vertepath.dev/fhir/SubscriptionTopic/none' | not-supported Subscription.criteria",
        "'criteria':'whatever' | not-supported Subscription.criteria",
        "'criteria':'Observation?colour=blue' | not-supported Subscription.criteria",
        "'criteria':'Observation?code=a&_sort=date' | not-supported Subscription.criteria",
        "'criteria':'Observatory?code=a' | not-supported Subscription.criteria",
      })
  void criteriaThatAreNotServed(String criteria, String issue) {
    Response refused = post("/Subscription", subscription(criteria, ""));

    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.issues()).containsExactly(issue);
  }

  @ParameterizedTest
  @CsvSource({"colour=blue", "Patient?patient=1", "state=", "nonsense"})
  void filtersThatAreNotServed(String filter) {
    Response refused =
        post("/Subscription", subscription(on(Topic.CASE_STATE_CHANGED, filter), ""));

    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.issues()).containsExactly("not-supported Subscription.criteria.extension");
  }

  @Test
  void channelsPayloadsAndHeadersThatAreNotServed() {
    String good = subscription(on(Topic.CASE_STATE_CHANGED), "");
    assertThat(post("/Subscription", good.replace("rest-hook", "email")).issues())
        .containsExactly("not-supported Subscription.channel.type");
    assertThat(post("/Subscription", good.replace("fhir+json", "fhir+xml")).issues())
        .containsExactly("not-supported Subscription.channel.payload");
    assertThat(
            post(
                    "/Subscription",
                    subscription(on(Topic.CASE_STATE_CHANGED), "'header':['X: 1','Host: other']"))
                .issues())
        .containsExactly("not-supported Subscription.channel.header[1]");
    assertThat(
            post(
                    "/Subscription",
                    subscription(on(Topic.CASE_STATE_CHANGED), "'header':['nonsense']"))
                .issues())
        .containsExactly("value Subscription.channel.header[0]");
    assertThat(
            post("/Subscription", subscription(on(Topic.CASE_STATE_CHANGED), content("all")))
                .issues())
        .containsExactly("value Subscription.channel.payload.extension");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://his.example/x",
    "https://user:secret@his.example/x",
    "/relative",
    "https://his.example/#part",
    "https://169.254.169.254/latest",
    "https://10.1.2.3/x",
    "https://[::1]/x",
    "nonsense"
  })
  void endpointsThatAreNoUrls(String url) {
    Response refused =
        post(
            "/Subscription",
            subscription(on(Topic.CASE_STATE_CHANGED), "").replace(RECEIVER.url(path), url));

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.issues()).containsExactly("value Subscription.channel.endpoint");
  }

  @Test
  void nothingOfARefusedOneIsStored() {
    Response refused =
        put(
            "/Subscription/refused",
            subscription("'criteria':'whatever'", "").replace("{'res", "{'id':'refused','res"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(get("/Subscription/refused").status()).isEqualTo(404);
  }

  @Test
  void oneThatIsOffIsStoredWhateverItSays() {
    assertThat(
            post(
                    "/Subscription",
                    subscription("'criteria':'whatever'", "").replace("requested", "off"))
                .status())
        .isEqualTo(201);
  }

  @Test
  void theTopicsAreInTheCapabilityStatement() {
    String statement = get("/metadata").text();

    for (Topic topic : Topic.values()) {
      assertThat(statement).contains(topic.url());
    }
    assertThat(statement).contains("capabilitystatement-subscriptiontopic-canonical");
  }
}
