package dev.vertepath.exchange.ledger;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes a patient out of the ledger. That a message came stays known, so that it has no effect when
 * it is sent again; what it said does not.
 */
public final class MessageErasure {

  private final JdbcClient jdbc;

  MessageErasure(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Within the transaction that is open.
   *
   * @param patient logical id
   * @param identifiers hers, as {@code system|value}: messages that failed name her by nothing else
   * @return how many messages were erased
   */
  public int erase(String patient, Collection<String> identifiers) {
    Long[] messages =
        jdbc.sql(
                """
                select message from message_touched where patient = ?
                union select message from message_subject where identifier = any(?::text[])
                """)
            .param(patient)
            .param(identifiers.toArray(String[]::new))
            .query(Long.class)
            .list()
            .toArray(Long[]::new);
    for (String table : new String[] {"message_touched", "message_subject", "message_order"}) {
      jdbc.sql("delete from %s where message = any(?::bigint[])".formatted(table))
          .param(messages)
          .update();
    }
    return jdbc.sql(
            """
            update message set state = 'erased', raw = '', answer = null, answer_format = null,
              reason = null, hash = ''
            where seq = any(?::bigint[])
            """)
        .param(messages)
        .update();
  }
}
