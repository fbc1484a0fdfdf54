package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.hl7v2.AcknowledgmentCode;
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

/**
 * The application acknowledgment of HL7 v2 that follows the accept acknowledgment, as a message of
 * its own (chapter 2.9.3), to a sender whose address is set.
 */
class Hl7v2ApplicationAcknowledgmentTest extends Subscribers {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CHANNEL = "answers to HIS|LAKE";

  @Autowired MessageErasure erasure;

  private final String id = UUID.randomUUID().toString();

  @AfterEach
  void takesAllAgain() {
    PARTNER.answers(message -> AcknowledgmentCode.CA);
    jdbc.sql("delete from delivery where channel = ? and status = 'waiting'")
        .param(CHANNEL)
        .update();
    jdbc.sql("update receiver set failures = 0, paused_until = null where channel = ?")
        .param(CHANNEL)
        .update();
  }

  private String message(String application, String accept, String wanted, String birth) {
    return "MSH|^~\\&|%s|LAKE|VP|LAKE|20261018091500||ADT^A28^ADT_A05|%s|P|2.5.1|||%s|%s||UNICODE UTF-8\rPID|1||%s^^^LAKE^MR||Lindgren^Oskar||%s|M\r"
        .formatted(application, id, accept, wanted, id, birth);
  }

  /** The lines of the answer. */
  private List<String> send(String message) {
    Response answered =
        send(
            "POST",
            "http://127.0.0.1:" + port + "/hl7v2",
            message.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/hl7-v2");
    assertThat(answered.status()).isEqualTo(200);
    return List.of(answered.text().split("\r"));
  }

  /** The fields of the headers, and the other lines, of what came on its own. */
  private List<List<String>> acknowledged(int count) {
    await().atMost(PATIENCE).until(() -> PARTNER.got("|" + id).size() >= count);
    return PARTNER.got("|" + id).stream().map(one -> List.of(one.split("\r"))).toList();
  }

  private static String field(String segment, int number) {
    return List.of((segment + "|".repeat(number)).split("\\|", -1)).get(number - 1);
  }

  private int letters(String status) {
    return jdbc.sql("select count(*) from delivery where order_key = ? and status = ?")
        .params(key(), status)
        .query(Integer.class)
        .single();
  }

  private String key() {
    return jdbc.sql("select 'message/' || seq from message where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  @Test
  void comesWithAHeaderOfItsOwnAfterTheAcceptAcknowledgment() {
    List<String> answer = send(message("HIS", "AL", "AL", "19440817"));
    assertThat(answer.get(1)).isEqualTo("MSA|CA|" + id);

    List<String> own = acknowledged(1).getFirst();

    assertThat(own).hasSize(2);
    assertThat(own.get(0)).startsWith("MSH|^~\\&|VP|LAKE|HIS|LAKE|");
    assertThat(field(own.get(0), 9)).isEqualTo("ACK^A28^ACK");
    assertThat(field(own.get(0), 10)).isNotEmpty().isNotEqualTo(field(answer.get(0), 10));
    assertThat(field(own.get(0), 15)).as("is to be acknowledged as stored").isEqualTo("AL");
    assertThat(field(own.get(0), 16)).as("and not as done").isEqualTo("NE");
    assertThat(field(own.get(0), 18)).isEqualTo("UNICODE UTF-8");
    assertThat(own.get(1)).isEqualTo("MSA|AA|" + id);
    await().atMost(PATIENCE).until(() -> letters("done") == 1);
  }

  @Test
  void saysWhatWasWrongAsInTheOriginalMode() {
    List<String> answer = send(message("HIS", "AL", "AL", "yesterday"));
    assertThat(answer.get(1)).startsWith("MSA|CE|" + id + "|");

    List<String> own = acknowledged(1).getFirst();

    assertThat(own.get(1)).isEqualTo(answer.get(1).replace("MSA|CE|", "MSA|AE|"));
    assertThat(own.get(2)).startsWith("ERR||PID^1^7|102^Data type error^HL70357|E|");
    assertThat(own.subList(2, own.size())).isEqualTo(answer.subList(2, answer.size()));
  }

  @Test
  void saysThatAMessageIsNotTakenInHere() {
    send(message("HIS", "AL", "AL", "19440817").replace("ADT^A28^ADT_A05", "ADT^A60"));

    assertThat(acknowledged(1).getFirst().get(1)).startsWith("MSA|AR|" + id);
  }

  @ParameterizedTest
  @CsvSource({
    // MSH-15, MSH-16, whether one follows for a message that is stored, and for one that is not.
    "AL, AL, 1, 1",
    "AL, ER, 0, 1",
    "AL, SU, 1, 0",
    "AL, NE, 0, 0",
    "AL, '', 0, 0",
    "ER, AL, 0, 1",
    "SU, AL, 1, 0",
    // Then it is the answer itself, or none is wanted.
    "NE, AL, 0, 0",
    "'', AL, 0, 0",
    "NE, NE, 0, 0",
    "'', '', 0, 0",
  })
  void followsWhereTheSenderWantsBoth(String accept, String wanted, int stored, int refused) {
    send(message("HIS", accept, wanted, "19440817"));
    assertThat(letters()).isEqualTo(stored);
    String second =
        message("HIS", accept, wanted, "yesterday").replace("|" + id + "|P|", "|x-" + id + "|P|");
    send(second);
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from delivery
                    where order_key = (select 'message/' || seq from message where id = ?)
                    """)
                .param("x-" + id)
                .query(Integer.class)
                .single())
        .isEqualTo(refused);
  }

  /** Those that wait and those that were taken, in one look: each may go from here to there. */
  private int letters() {
    return jdbc.sql(
            "select count(*) from delivery where order_key = ? and status in ('waiting', 'done')")
        .param(key())
        .query(Integer.class)
        .single();
  }

  @Test
  void isNotSentToASenderWithoutAnAddress() {
    assertThat(send(message("RIS", "AL", "AL", "19440817")).get(1)).isEqualTo("MSA|CA|" + id);
    assertThat(letters()).isZero();
  }

  @Test
  void comesAgainForAMessageThatComesAgain() {
    String message = message("HIS", "AL", "AL", "19440817");
    List<String> first = send(message);
    acknowledged(1);

    assertThat(send(message)).isEqualTo(first);

    List<List<String>> own = acknowledged(2);
    assertThat(own.get(1).get(1)).isEqualTo(own.get(0).get(1));
    assertThat(field(own.get(1).get(0), 10)).isNotEqualTo(field(own.get(0).get(0), 10));
  }

  @Test
  void saysWhatAReplayCameTo() {
    send(message("HIS", "AL", "AL", "yesterday"));
    List<String> before = acknowledged(1).getFirst();
    String number = key().substring("message/".length());

    Response replayed =
        post(
            "/$message-replay",
            "{'resourceType':'Parameters','parameter':[{'name':'message','valueString':'%s'}]}"
                .formatted(number));

    assertThat(replayed.status()).as(replayed.text()).isEqualTo(200);
    List<String> after = acknowledged(2).getLast();
    assertThat(after.get(1)).startsWith("MSA|AE|").isEqualTo(before.get(1));
    assertThat(after.get(0)).isNotEqualTo(before.get(0));
  }

  @Test
  void comesAgainUnderTheSameIdUntilItIsTaken() {
    var attempts = new AtomicInteger();
    PARTNER.answers(
        message ->
            message.contains(id) && attempts.incrementAndGet() == 1
                ? AcknowledgmentCode.CE
                : AcknowledgmentCode.CA);
    send(message("HIS", "AL", "AL", "19440817"));

    List<List<String>> own = acknowledged(2);

    assertThat(own.get(1)).isEqualTo(own.get(0));
    await().atMost(PATIENCE).until(() -> letters("done") == 1);
  }

  @Test
  void isADeadLetterAfterThreeDaysThatAPersonSendsAgain() {
    PARTNER.answers(
        message -> message.contains(id) ? AcknowledgmentCode.AR : AcknowledgmentCode.CA);
    send(message("HIS", "AL", "AL", "19440817"));
    acknowledged(1);
    await().atMost(PATIENCE).until(this::isGivenUp);

    String letters =
        get("/$dead-letters?channel=" + URLEncoder.encode(CHANNEL, StandardCharsets.UTF_8)).text();
    assertThat(letters).contains("The receiver answered AR").doesNotContain("Lindgren");
    PARTNER.answers(message -> AcknowledgmentCode.CA);
    String letter =
        jdbc.sql("select id::text from delivery where order_key = ?")
            .param(key())
            .query(String.class)
            .single();

    post(
        "/$resend-dead-letter",
        "{'resourceType':'Parameters','parameter':[{'name':'id','valueString':'%s'}]}"
            .formatted(letter));

    await().atMost(PATIENCE).until(() -> letters("done") == 1);
  }

  /** Lets three days be over, and no wait be waited for. */
  private boolean isGivenUp() {
    jdbc.sql(
            """
            update delivery set due = now(), queued = queued - interval '4 days'
            where order_key = ? and status = 'waiting'
            """)
        .param(key())
        .update();
    return letters("dead") == 1;
  }

  @Test
  void goesWithItsPatient() {
    PARTNER.answers(
        message -> message.contains(id) ? AcknowledgmentCode.AE : AcknowledgmentCode.CA);
    send(message("HIS", "AL", "AL", "19440817"));
    acknowledged(1);
    String key = key();
    String patient = get("/Patient?identifier=" + id).json().at("/entry/0/resource/id").asString();

    assertThat(erasure.erase(patient)).isEqualTo(1);

    assertThat(
            jdbc.sql("select count(*) from delivery where order_key = ?")
                .param(key)
                .query(Integer.class)
                .single())
        .isZero();
  }
}
