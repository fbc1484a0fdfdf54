package dev.vertepath.exchange.ledger;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes away what messages said when that was kept long enough. That they came stays known, with
 * what became of them: one that is sent again has no effect a second time.
 */
public final class MessageRetention {

  private static final String SWEEP =
      """
      with old as (
        select seq from message
        where swept is null and received < :before
        order by received limit :most for update skip locked
      ),
      subjects as (delete from message_subject s using old where s.message = old.seq),
      told as (delete from message_attempt a using old where a.message = old.seq)
      update message m set swept = :now, raw = ''::bytea, answer = null, answer_format = null,
        reason = null
      from old where m.seq = old.seq
      """;

  private final JdbcClient jdbc;

  MessageRetention(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Within the open transaction.
   *
   * @param before those that came earlier are swept
   * @return how many were: fewer than the most when there are no more
   */
  public int sweep(Instant before, Instant now, int most) {
    return jdbc.sql(SWEEP)
        .param("before", Ledger.at(before))
        .param("now", Ledger.at(now))
        .param("most", most)
        .update();
  }
}
