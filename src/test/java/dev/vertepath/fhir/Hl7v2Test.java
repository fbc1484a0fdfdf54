package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.Parser;
import ca.uhn.hl7v2.util.Terser;
import dev.vertepath.exchange.hl7v2.Mllp;
import dev.vertepath.exchange.hl7v2.MllpListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Messages of HL7 v2 over MLLP and HTTP become FHIR, and are acknowledged when they are stored. */
@TestPropertySource(properties = "vertepath.mllp-port=0")
class Hl7v2Test extends FhirOverHttp {

  private static final String AUTHORITY = "https://vertepath.dev/fhir/hl7v2/authority/LAKE";

  @Autowired MllpListener listener;
  @Autowired JdbcClient jdbc;

  private List<String> send(String message) {
    try (Mllp sender = Mllp.to(listener.port())) {
      return sender.send(message);
    }
  }

  private Response byHttp(String message) {
    return send(
        "POST",
        "http://127.0.0.1:" + port + "/hl7v2",
        message.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/hl7-v2");
  }

  private static String adt(String id, String trigger, String more) {
    return """
        MSH|^~\\&|HIS|LAKE|VP|LAKE|20261018091500||ADT^%s|%s|P|2.5.1||||||UNICODE UTF-8
        PID|1||%s^^^LAKE^MR||Lindgren^Oskar||19440817|M
        %s"""
        .formatted(trigger, id, id, more);
  }

  private JsonNode known(String mrn) {
    return get("/Patient?identifier=" + AUTHORITY + "%7C" + mrn).json().at("/entry/0/resource");
  }

  private int total(String url) {
    return get(url).json().path("total").asInt(-1);
  }

  @Test
  void anAcknowledgmentOfHapisOwnClientComesAfterTheCommit() throws Exception {
    try (var context = new DefaultHapiContext()) {
      Parser parser = context.getPipeParser();
      Connection connection = context.newClient("127.0.0.1", listener.port(), false);
      Message answer =
          connection
              .getInitiator()
              .sendAndReceive(parser.parse(adt("v2-1", "A28^ADT_A05", "").replace('\n', '\r')));
      connection.close();

      assertThat(new Terser(answer).get("/MSA-1")).isEqualTo("AA");
      assertThat(new Terser(answer).get("/MSA-2")).isEqualTo("v2-1");
    }
    assertThat(known("v2-1").path("birthDate").asString()).isEqualTo("1944-08-17");
  }

  @Test
  void aRepeatGetsTheSameAnswerAndChangesNothing() {
    String message = adt("v2-2", "A08^ADT_A01", "DG1|1||M80.08XA^x^I10C||20261005|F");
    List<String> first = send(message);

    assertThat(send(message)).isEqualTo(first);
    assertThat(byHttp(message.replace("\n", "\r\n")).text())
        .isEqualTo(String.join("\r", first) + "\r");
    assertThat(total("/Condition?subject.identifier=" + AUTHORITY + "%7Cv2-2")).isEqualTo(1);
    assertThat(send(message.replace("Oskar", "Olaf")).get(2))
        .contains("205^Duplicate key identifier");
    assertThat(known("v2-2").at("/name/0/given/0").asString()).isEqualTo("Oskar");
  }

  @Test
  void theSameDiagnosisInALaterMessageIsTheSameCondition() {
    send(adt("v2-3", "A04^ADT_A01", "DG1|1||M80.08XA^x^I10C||20261005|W"));
    send(
        adt("v2-3", "A08^ADT_A01", "DG1|1||M80.08XA^x^I10C||20261005|F")
            .replace("|v2-3|P", "|v2-3b|P"));

    assertThat(total("/Condition?subject.identifier=" + AUTHORITY + "%7Cv2-3")).isEqualTo(1);
    assertThat(
            total(
                "/Condition?verification-status=confirmed&subject.identifier="
                    + AUTHORITY
                    + "%7Cv2-3"))
        .isEqualTo(1);
  }

  @Test
  void whatOtherMessagesSayOfThePatientTakesNothingAwayFromHer() {
    send(adt("v2-4", "A04^ADT_A01", ""));
    send(
        """
        MSH|^~\\&|HIS|LAKE|VP|LAKE|20261019||ORU^R01|v2-4b|P|2.5.1
        PID|1||v2-4^^^LAKE^MR~N-4^^^NATION^NI||Lindgren
        OBR|1||E-4|X
        OBX|1|NM|72514-3^Pain^LN||6|{score}|||||F|||20261019100000
        """);

    assertThat(known("v2-4").path("birthDate").asString()).isEqualTo("1944-08-17");
    assertThat(known("v2-4").path("identifier")).hasSize(2);
    JsonNode pain =
        get("/Observation?subject.identifier=" + AUTHORITY + "%7Cv2-4")
            .json()
            .at("/entry/0/resource");
    assertThat(pain.at("/valueQuantity/value").asInt()).isEqualTo(6);
    assertThat(pain.at("/valueQuantity/code").asString()).isEqualTo("{score}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "|19440817| ! |17.8.1944| ! AE ! PID^1^7 ! 102^Data type error ! is no date or time",
        "|19440817| ! |19441345| ! AE ! PID^1^7 ! 102^Data type error ! is no date or time",
        "|M ! |Q ! AE ! PID^1^8 ! 103^Table value not found ! is not in table 0001",
        "v2-5^^^LAKE^MR ! '' ! AE ! PID^1^3 ! 101^Required field missing ! PID-3 is empty",
        "PID|1 ! ZZZ|1 ! AE ! PID^1 ! 101^Required field missing ! The segment PID is missing",
        "ADT^A04 ! ADT^A60 ! AR ! MSH^1^9 ! 200^Unsupported message type ! these are: ADT A01",
        "UNICODE UTF-8 ! KLINGON ! AR ! MSH^1^18 ! 102^Data type error ! is no character set",
        "|v2-5|P ! ||P ! AR ! MSH^1^10 ! 101^Required field missing ! MSH-10 is empty",
      })
  void aRefusalNamesSegmentFieldAndReason(
      String right, String wrong, String code, String place, String kind, String reason) {
    String message = adt("v2-5", "A04^ADT_A01", "").replace(right, wrong);
    List<String> answer =
        send(message.replace("|v2-5|P", "|v2-5-%d|P".formatted(wrong.hashCode())));

    assertThat(answer.get(1)).startsWith("MSA|" + code + "|");
    assertThat(answer.get(2)).startsWith("ERR||" + place + "|" + kind).contains(reason);
    assertThat(known("v2-5").isMissingNode()).isTrue();
  }

  @Test
  void whatIsNoMessageIsRejectedAndTheConnectionGoesOn() {
    try (Mllp sender = Mllp.to(listener.port())) {
      assertThat(sender.send("HELLO").get(1)).startsWith("MSA|AR|");
      assertThat(sender.send(adt("v2-6", "A31^ADT_A05", "")).get(1)).isEqualTo("MSA|AA|v2-6");
    }
  }

  @ParameterizedTest
  @CsvSource({"8859/1,ISO-8859-1", "8859/15,ISO-8859-15", "UNICODE UTF-8,UTF-8", "'',UTF-8"})
  void theCharacterSetIsThatOfMsh18(String name, String charset) {
    String id = "v2-7-" + name.replaceAll("\\W", "");
    String message =
        adt(id, "A28^ADT_A05", "").replace("UNICODE UTF-8", name).replace("Oskar", "Søren-Günther");
    try (Mllp sender = Mllp.to(listener.port())) {
      assertThat(sender.send(message, java.nio.charset.Charset.forName(charset)).get(1))
          .isEqualTo("MSA|AA|" + id);
    }
    assertThat(known(id).at("/name/0/given/0").asString()).isEqualTo("Søren-Günther");
  }

  @Test
  void bytesThatAreNotInTheirCharacterSetAreRejected() {
    try (Mllp sender = Mllp.to(listener.port())) {
      List<String> answer =
          sender.send(
              adt("v2-8", "A28^ADT_A05", "").replace("Oskar", "Günther"),
              StandardCharsets.ISO_8859_1);
      assertThat(answer.get(2)).startsWith("ERR||MSH^1^18|").contains("no UTF-8");
    }
  }

  @Test
  void inEnhancedModeTheSenderIsToldThatTheMessageIsStored() {
    String message = adt("v2-9", "A28^ADT_A05", "").replace("|2.5.1||||||", "|2.5.1|||AL|NE||");

    assertThat(send(message).get(1)).isEqualTo("MSA|CA|v2-9");
    assertThat(send(message.replace("v2-9|P", "v2-9b|P").replace("|M", "|Q")).get(1))
        .startsWith("MSA|CE|v2-9b");
    assertThat(send(message.replace("v2-9|P", "v2-9c|P").replace("ADT^A28", "ADT^A60")).get(1))
        .startsWith("MSA|CR|v2-9c");
  }

  @Test
  void severalConnectionsSendAtOnce() throws Exception {
    List<Future<String>> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (int i = 0; i < 6; i++) {
        int sender = i;
        Callable<String> sending =
            () -> {
              try (Mllp connection = Mllp.to(listener.port())) {
                String last = "";
                for (int n = 0; n < 5; n++) {
                  last =
                      connection.send(adt("v2-10-" + sender + "-" + n, "A28^ADT_A05", "")).get(1);
                }
                return last;
              }
            };
        answers.add(threads.submit(sending));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get()).startsWith("MSA|AA|v2-10-");
      }
    }
    assertThat(
            jdbc.sql("select count(*) from message where id like 'v2-10-%' and state = 'processed'")
                .query(Integer.class)
                .single())
        .isEqualTo(30);
  }

  @Test
  void aMergeMovesWhatTheOldNumberHas() {
    send(adt("v2-11-old", "A04^ADT_A01", "DG1|1||M80.08XA^x^I10C||20261005|F"));
    send(adt("v2-11-new", "A40^ADT_A39", "MRG|v2-11-old^^^LAKE^MR"));

    assertThat(total("/Condition?subject.identifier=" + AUTHORITY + "%7Cv2-11-new")).isEqualTo(1);
    assertThat(known("v2-11-old").path("birthDate").asString()).isEqualTo("1944-08-17");
    assertThat(known("v2-11-old").path("active").asBoolean(true)).isFalse();
  }

  @Test
  void theSameIsTakenInByHttp() {
    byte[] message =
        adt("v2-12", "A28^ADT_A05", "").replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
    String url = "http://127.0.0.1:" + port + "/hl7v2";

    Response stored = send("POST", url, message, "Content-Type", "application/hl7-v2");

    assertThat(stored.status()).isEqualTo(200);
    assertThat(stored.text()).contains("\rMSA|AA|v2-12\r");
    Response none =
        send("POST", url, "x".getBytes(StandardCharsets.UTF_8), "Content-Type", "text/plain");
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.text()).contains("MSA|AR|");
    assertThat(send("POST", url, message, "Content-Type", JSON).status()).isEqualTo(415);
  }

  @Test
  void aMessageIsInTheLedgerWithItsSenderAndIsReplayed() {
    send(adt("v2-13", "A28^ADT_A05", ""));
    JsonNode listed = get("/$messages?sender=HIS%7CLAKE&_count=1000").json();
    assertThat(listed.toString()).contains("\"v2-13\"").contains("\"hl7v2\"");
    String number =
        jdbc.sql("select seq::text from message where id = 'v2-13'").query(String.class).single();

    Response replayed =
        post(
            "/$message-replay",
            "{'resourceType':'Parameters','parameter':[{'name':'message','valueString':'%s'}]}"
                .formatted(number));

    assertThat(replayed.text()).contains("MSA|AA|v2-13");
    assertThat(known("v2-13").at("/meta/versionId").asString()).isEqualTo("1");
  }
}
