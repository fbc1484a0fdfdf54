package dev.vertepath.exchange.ledger;

import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Erasing;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Takes a patient out of the ledger. That a message came stays known, so that it has no effect when
 * it is sent again; what it said does not.
 */
public final class MessageErasure implements Erasing {

  private static final List<String> OF_MESSAGE =
      List.of("message_touched", "message_subject", "message_order", "message_attempt");

  private final JdbcClient jdbc;
  private final ClinicalRecord record;
  private final Outbox outbox;

  /**
   * @param record which tells by what identifiers a patient is known: messages that failed name her
   *     by nothing else
   */
  MessageErasure(JdbcClient jdbc, ClinicalRecord record, Outbox outbox) {
    this.jdbc = jdbc;
    this.record = record;
    this.outbox = outbox;
  }

  @Override
  public String what() {
    return "messages";
  }

  @Override
  public int erase(String patient) {
    String[] names = names(patient).toArray(String[]::new);
    // It outlives what the messages said, and with them how they are found.
    jdbc.sql("delete from message_order where identifier = any(?::text[])").param(names).update();
    Long[] messages =
        jdbc.sql(
                """
                select message from message_touched where patient = ?
                union select message from message_subject where identifier = any(?::text[])
                """)
            .param(patient)
            .param(names)
            .query(Long.class)
            .list()
            .toArray(Long[]::new);
    for (String table : OF_MESSAGE) {
      jdbc.sql("delete from %s where message = any(?::bigint[])".formatted(table))
          .param(messages)
          .update();
    }
    outbox.eraseAnswers(Arrays.stream(messages).map(LedgerEntry::answers).toList());
    // They had no effect, and their ids are those of others.
    int refused =
        jdbc.sql("delete from message where seq = any(?::bigint[]) and state = 'refused'")
            .param(messages)
            .update();
    int kept =
        jdbc.sql(
                """
            update message set state = 'erased', raw = '', answer = null, answer_format = null,
              reason = null, hash = '', reply_to = null
            where seq = any(?::bigint[])
            """)
            .param(messages)
            .update();
    return refused + kept;
  }

  /** By which the messages may name her: her id, and the identifiers of all her versions. */
  private Set<String> names(String patient) {
    var key = new ResourceKey("Patient", patient);
    Set<String> names = new HashSet<>(Set.of(key.reference()));
    try {
      for (StoredResource version : record.history(key.type(), key.id(), "_count=1000").matches()) {
        if (!version.deleted()) {
          for (JsonNode identifier : Json.MAPPER.readTree(version.body()).path("identifier")) {
            names.add(
                identifier.path("system").asString("")
                    + "|"
                    + identifier.path("value").asString(""));
          }
        }
      }
    } catch (RecordException notThere) {
      // Then no message made her, and her id is all that one can name her by.
    }
    return names;
  }
}
