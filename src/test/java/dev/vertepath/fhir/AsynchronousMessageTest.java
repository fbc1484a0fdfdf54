package dev.vertepath.fhir;

import static dev.vertepath.fhir.Messaging.code;
import static dev.vertepath.fhir.Messaging.issues;
import static dev.vertepath.fhir.Messaging.named;
import static dev.vertepath.fhir.Messaging.pain;
import static dev.vertepath.fhir.Messaging.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.exchange.Receiver.Got;
import dev.vertepath.exchange.ledger.MessageErasure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Messages whose senders do not wait: the answer is stored with the effects, and delivered. */
class AsynchronousMessageTest extends Subscribers {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Autowired MessageErasure erasure;

  private final String id = UUID.randomUUID().toString();

  @AfterEach
  void answersAgain() {
    RECEIVER.answers(got -> 200);
  }

  private Response send(String message) {
    String url = URLEncoder.encode(RECEIVER.url(path), StandardCharsets.UTF_8);
    return post("/$process-message?async=true&response-url=" + url, message);
  }

  private List<Got> answers(int count) {
    await().atMost(PATIENCE).until(() -> RECEIVER.at(path).size() >= count);
    return RECEIVER.at(path);
  }

  private JsonNode answer() {
    return answers(1).getLast().json();
  }

  private int total(String url) {
    return get(url).json().path("total").asInt(-1);
  }

  @Test
  void theAnswerComesToTheResponseUrl() {
    Response taken = send(named(id, "observation", "", pain("am-1-pain", "am-1", 7)));

    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.json().path("resourceType").asString()).isEqualTo("OperationOutcome");
    assertThat(taken.json().at("/issue/0/severity").asString()).isEqualTo("information");
    JsonNode answer = answer();
    assertThat(answer.path("type").asString()).isEqualTo("message");
    assertThat(response(answer).path("identifier").asString()).isEqualTo(id);
    assertThat(code(answer)).isEqualTo("ok");
    assertThat(answers(1).getFirst().query()).isEqualTo("async=true");
    assertThat(total("/Observation?identifier=urn:his%7Cam-1-pain")).isEqualTo(1);
  }

  @Test
  void withoutItTheAnswerComesToTheOperationOfTheSource() {
    String message = named(id, "observation", "", pain("am-2-pain", "am-2", 7));

    Response taken =
        post(
            "/$process-message?async=true",
            message.replace("https://his.example/out", RECEIVER.url(path + "/fhir/")));

    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    String operation = path + "/fhir/$process-message";
    await().atMost(PATIENCE).until(() -> !RECEIVER.at(operation).isEmpty());
    assertThat(code(RECEIVER.at(operation).getFirst().json())).isEqualTo("ok");
  }

  @Test
  void thatAMessageFailedIsAnsweredThereAsWell() {
    Response taken =
        send(named(id, "observation", "", pain("am-3", "am-3", 7).replace("final", "done")));

    assertThat(taken.status()).isEqualTo(200);
    assertThat(code(answer())).isEqualTo("fatal-error");
    assertThat(issues(answer())).containsExactly("code-invalid Bundle.entry[1].resource.status");
  }

  @Test
  void anAnswerThatDidNotArriveComesAgainUnderTheSameId() {
    var attempts = new AtomicInteger();
    RECEIVER.answers(got -> got.path().equals(path) && attempts.incrementAndGet() == 1 ? 503 : 200);
    send(named(id, "observation", "", pain("am-4", "am-4", 7)));

    List<Got> got = answers(2);
    assertThat(got.get(0).header("webhook-id")).isEqualTo(got.get(1).header("webhook-id"));
    assertThat(got.get(0).body()).isEqualTo(got.get(1).body());
  }

  @Test
  void aRepeatIsAnsweredAgainWithTheSameAndChangesNothing() {
    String message = named(id, "observation", "", pain("am-5", "am-5", 7));
    send(message);
    answers(1);
    send(message);

    List<Got> got = answers(2);
    assertThat(got.get(0).body()).isEqualTo(got.get(1).body());
    assertThat(
            get("/Observation?identifier=urn:his%7Cam-5")
                .json()
                .at("/entry/0/resource/meta/versionId")
                .asString())
        .isEqualTo("1");
    assertThat(post("/$process-message", message).json()).isEqualTo(got.get(0).json());
  }

  @Test
  void theSameIdWithOtherContentIsRefusedThere() {
    send(named(id, "observation", "", pain("am-6", "am-6", 7)));
    answers(1);
    send(named(id, "observation", "", pain("am-6", "am-6", 2)));

    assertThat(issues(answers(2).getLast().json())).containsExactly("duplicate");
    assertThat(
            jdbc.sql(
                    """
                    select m.state from delivery d join message m on d.order_key = 'message/' || m.seq
                    where m.id = ? order by d.id
                    """)
                .param(id)
                .query(String.class)
                .list())
        .as("each is an answer to its own message")
        .containsExactly("processed", "refused");
  }

  @Test
  void whatAReplayComesToIsAnsweredThereToo() {
    send(
        named(
            id,
            "referral",
            "",
            Messaging.fracture("am-7-fx", "Patient?identifier=urn:mrn%7Cam-7")));
    assertThat(code(answer())).isEqualTo("transient-error");
    post(
        "/$process-message",
        Messaging.message("patient-update", Messaging.patient("am-7", "Nash")));
    String number =
        jdbc.sql("select seq::text from message where id = ?")
            .param(id)
            .query(String.class)
            .single();

    Response replayed =
        post(
            "/$message-replay",
            "{'resourceType':'Parameters','parameter':[{'name':'message','valueString':'%s'}]}"
                .formatted(number));

    assertThat(replayed.text()).contains("\"processed\"").contains(RECEIVER.url(path));
    assertThat(code(answers(2).getLast().json())).isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?response-url=https://his.example/in | not-supported | ask for that by async=true",
        "?async=true&response-url=ftp://his.example/in | value | must begin with https://",
        "?async=true&response-url=https://169.254.169.254/latest | value | reserved address",
        "?async=true&response-url=https://[::1]/in | value | reserved address",
        "?async=true&response-url=https://u:p@his.example/in | value | without a user",
        "?async=perhaps | value | must be true or false",
      })
  void whatCannotBeAnsweredIsRefusedBeforeAnythingIsStored(
      String query, String issue, String words) {
    Response refused =
        post(
            "/$process-message" + query.replace("[", "%5B").replace("]", "%5D"),
            named(id, "observation", "", pain("am-8", "am-8", 7)));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.issues()).containsExactly(issue);
    assertThat(refused.text()).contains(words);
    assertNothingIsStored();
  }

  @Test
  void aMessageThatNamesNowhereToAnswerIsRefused() {
    Response refused =
        post(
            "/$process-message?async=true",
            named(id, "observation", "", pain("am-8", "am-8", 7))
                .replace(",'endpoint':'https://his.example/out'", ""));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.issues())
        .containsExactly("required Bundle.entry[0].resource.source.endpoint");
    assertNothingIsStored();
  }

  private void assertNothingIsStored() {
    assertThat(total("/Observation?identifier=urn:his%7Cam-8")).isZero();
    assertThat(
            jdbc.sql("select count(*) from message where id = ?")
                .param(id)
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void anAnswerThatNeverArrivedIsADeadLetterThatIsSentAgain() {
    RECEIVER.answers(got -> got.path().equals(path) ? 422 : 200);
    send(named(id, "observation", "", pain("am-9", "am-9", 7)));
    answers(1);
    await().atMost(PATIENCE).until(() -> giveUp() == 1);

    String letters = get("/$dead-letters?channel=" + channel()).text();
    assertThat(letters).contains("HTTP 422").contains("\"answer\"");
    String letter =
        jdbc.sql("select id::text from delivery where order_key = ? and status = 'dead'")
            .param(key())
            .query(String.class)
            .single();
    RECEIVER.answers(got -> 200);
    int before = RECEIVER.at(path).size();

    Response resent =
        post(
            "/$resend-dead-letter",
            "{'resourceType':'Parameters','parameter':[{'name':'id','valueString':'%s'}]}"
                .formatted(letter));

    assertThat(resent.status()).as(resent.text()).isEqualTo(200);
    answers(before + 1);
  }

  @Test
  void anAnswerGoesWithItsPatient() {
    RECEIVER.answers(got -> got.path().equals(path) ? 422 : 200);
    send(named(id, "patient-update", "", Messaging.patient("am-10", "Weber")));
    answers(1);
    String key = key();
    String patient =
        get("/Patient?identifier=urn:mrn%7Cam-10").json().at("/entry/0/resource/id").asString();

    assertThat(erasure.erase(patient)).isEqualTo(1);

    assertThat(
            jdbc.sql("select count(*) from delivery where order_key = ?")
                .param(key)
                .query(Integer.class)
                .single())
        .isZero();
  }

  private String key() {
    return jdbc.sql("select 'message/' || seq from message where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private String channel() {
    return URLEncoder.encode("answers to " + RECEIVER.url(""), StandardCharsets.UTF_8);
  }

  /** Lets three days be over, and no wait be waited for. */
  private int giveUp() {
    jdbc.sql(
            """
            with d as (update delivery set due = now(), queued = queued - interval '4 days'
              where order_key = :key and status = 'waiting')
            update receiver set paused_until = null where channel = :channel
            """)
        .param("key", key())
        .param("channel", "answers to " + RECEIVER.url(""))
        .update();
    return jdbc.sql("select count(*) from delivery where order_key = ? and status = 'dead'")
        .param(key())
        .query(Integer.class)
        .single();
  }
}
