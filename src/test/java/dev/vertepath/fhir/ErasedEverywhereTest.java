package dev.vertepath.fhir;

import static dev.vertepath.fhir.Messaging.named;
import static dev.vertepath.fhir.Messaging.pain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.exchange.event.Topic;
import dev.vertepath.record.Erasing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * A patient who came by messages of both kinds, of whom others were told in full and whom a saved
 * view looks for, is erased: then no row of any table tells of her.
 */
class ErasedEverywhereTest extends Subscribers {

  private static final String AUTHORITY = "https://vertepath.dev/fhir/hl7v2/authority/LAKE";
  private static final String FAMILY = "Zwirnmacher";
  private static final String MAIDEN = "Quastenfloss";
  private static final String MRN = "ZQ-4711-0815";
  private static final String OLD_MRN = "ZQ-4711-0816";

  /** In the trail that was told of her stays: it cannot be changed. */
  private static final Set<String> TRAIL = Set.of("audit_event", "audit_chain");

  @Autowired List<Erasing> rooms;

  @Test
  void noRowOfAnyTableTellsOfHer() {
    String id = arrived();
    String failing = active(subscription(on(Topic.CASE_STATE_CHANGED), content("full-resource")));
    String own =
        active(
            subscription(
                "'criteria':'Condition?patient=Patient/" + id + "'", content("full-resource")));
    RECEIVER.answers(got -> got.path().equals(path) ? 500 : 200);
    grownByMessages(id);
    messagesThatWentWrong();
    jdbc.sql(
            "insert into saved_view (subject, name, query, created) values ('s', 'Zwirn', ?, now())")
        .param("/?q=" + FAMILY.substring(0, 5))
        .update();
    post("/Bundle", asBundle());
    put("/Patient/" + id, get("/Patient/" + id).text().replace(FAMILY, MAIDEN));
    jdbc.sql(
            "update delivery set status = 'dead' where id = (select max(id) from delivery where patient = ?)")
        .param(id)
        .update();
    assertThat(holding(FAMILY))
        .contains("resource", "resource_version", "message", "search_string", "past_string");
    assertThat(holding(id)).contains("delivery", "episode", "follow_up", "subscription_channel");
    assertThat(holding(MRN)).contains("message_subject", "message_order", "resource");
    assertThat(rowsOf("delivery", "status = 'dead'")).isPositive();
    Set<String> hers = idsOf(id);

    Response erased =
        post(
            "/Patient/" + id + "/$purge",
            "{'resourceType':'Parameters','parameter':[{'name':'reason','valueString':'wish'}]}");
    assertThat(erased.status()).as(erased.text()).isEqualTo(200);

    for (String word : List.of(FAMILY, MAIDEN, MRN, OLD_MRN)) {
      assertThat(holding(word)).as(word).isSubsetOf(TRAIL);
    }
    assertThat(holding(id))
        .as("her id is in the tombstone, its mark and the trail")
        .isSubsetOf("audit_event", "erasure", "resource");
    for (String one : hers) {
      assertThat(holding(one)).as(one).isSubsetOf("audit_event", "erasure", "resource");
    }
    assertThat(rowsOf("resource", "body <> ''::bytea and id = '" + id + "'")).isZero();
    tellsOfEveryRoom(erased);
    delete("/Subscription/" + failing);
    assertThat(get("/Subscription/" + own).status()).isEqualTo(410);
  }

  private String arrived() {
    acknowledged(v2("ADT^A01", "zq-1", MRN, "PV1|1|I|S3|||||||||||||||V-1-" + MRN), "AA");
    return known(MRN);
  }

  private void grownByMessages(String id) {
    Response message =
        post(
            "/$process-message",
            named(
                UUID.randomUUID().toString(),
                "referral",
                "",
                Messaging.fracture("zq-fracture", Messaging.fullUrl(1)),
                patient(FAMILY)
                    .replace(
                        "'name'",
                        "'identifier':[{'system':'%s','value':'%s'}],'name'"
                            .formatted(AUTHORITY, MRN))));
    assertThat(Messaging.code(message.json())).as(message.text()).isEqualTo("ok");
    acknowledged(v2("ADT^A01", "zq-2", OLD_MRN, ""), "AA");
    acknowledged(v2("ADT^A40", "zq-3", MRN, "MRG|%s^^^LAKE^MR".formatted(OLD_MRN)), "AA");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> rowsOf("delivery", "patient = '" + id + "'") > 0);
  }

  /** Of a message that fails the ledger keeps all that it said; so of one whose id was taken. */
  private void messagesThatWentWrong() {
    String mrn = "'system':'%s','value':'%s'".formatted(AUTHORITY, MRN);
    String wrong =
        pain("zq-pain", MRN, 3)
            .replace("'system':'urn:mrn','value':'" + MRN + "'", mrn)
            .replace("'final'", "'finished by " + FAMILY + "'");
    String id = UUID.randomUUID().toString();
    Response failed = post("/$process-message", named(id, "observation", "", wrong));
    assertThat(Messaging.code(failed.json())).isEqualTo("fatal-error");
    Response refused =
        post("/$process-message", named(id, "observation", "", wrong.replace("score", "Score")));
    assertThat(Messaging.code(refused.json())).isEqualTo("fatal-error");
    send(v2("ADT^A99", "zq-4", MRN, ""));
    send(v2("ORU^R01", "zq-5", MRN, "OBX|1|ZZ|" + FAMILY));
  }

  /** As somebody keeps a message that was sent: she is known in it by her identifier alone. */
  private static String asBundle() {
    return "{'resourceType':'Bundle','type':'collection','entry':[{'fullUrl':'%s','resource':%s}]}"
        .formatted(
            Messaging.fullUrl(0), Messaging.patient(MRN, FAMILY).replace("urn:mrn", AUTHORITY));
  }

  private static String v2(String type, String id, String mrn, String more) {
    return """
        MSH|^~\\&|HIS|LAKE|VP|LAKE|20261018091500||%s|%s|P|2.5.1||||||UNICODE UTF-8
        PID|1||%s^^^LAKE^MR||%s^Oskar||19440817|M
        %s"""
        .formatted(type, id, mrn, FAMILY, more)
        .replace("\n", "\r");
  }

  private String send(String message) {
    return send(
            "POST",
            "http://127.0.0.1:" + port + "/hl7v2",
            message.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/hl7-v2")
        .text();
  }

  private void acknowledged(String message, String code) {
    String answer = send(message);
    assertThat(answer).contains("MSA|" + code);
  }

  private String known(String mrn) {
    return get("/Patient?identifier=" + AUTHORITY + "%7C" + mrn)
        .json()
        .at("/entry/0/resource/id")
        .asString();
  }

  /** Of all that is hers. */
  private Set<String> idsOf(String patient) {
    return new TreeSet<>(
        jdbc.sql("select id from resource where patient = ?")
            .param(patient)
            .query(String.class)
            .list());
  }

  private void tellsOfEveryRoom(Response erased) {
    List<String> told =
        erased.json().path("parameter").valueStream().map(p -> p.path("name").asString()).toList();
    assertThat(told).containsAll(rooms.stream().map(Erasing::what).toList());
    for (String full : List.of("messages", "notifications", "saved-views")) {
      assertThat(number(erased.json(), full)).as(full).isPositive();
    }
  }

  private static int number(JsonNode parameters, String name) {
    return parameters
        .path("parameter")
        .valueStream()
        .filter(parameter -> parameter.path("name").asString().equals(name))
        .mapToInt(parameter -> parameter.path("valueDecimal").asInt())
        .sum();
  }

  private long rowsOf(String table, String condition) {
    return jdbc.sql("select count(*) from " + table + " where " + condition)
        .query(Long.class)
        .single();
  }

  /** The tables in any column of which this stands, in bytes as well. */
  private Set<String> holding(String word) {
    Set<String> holding = new TreeSet<>();
    jdbc.sql(
            """
            select c.table_name, string_agg(
              case when c.data_type = 'bytea' then format('encode(%I, ''escape'')', c.column_name)
                else format('%I::text', c.column_name) end, ', ')
            from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema = current_schema and t.table_type = 'BASE TABLE'
            group by c.table_name
            """)
        .query(
            row -> {
              String all = "concat_ws(' ', %s)".formatted(row.getString(2));
              if (rowsOf(
                      row.getString(1),
                      "position(lower('%s') in lower(%s)) > 0".formatted(word, all))
                  > 0) {
                holding.add(row.getString(1));
              }
            });
    return holding;
  }
}
