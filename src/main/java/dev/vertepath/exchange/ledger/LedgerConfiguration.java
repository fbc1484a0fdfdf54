package dev.vertepath.exchange.ledger;

import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Consequence;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps the ledger. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

  /** After those that look at what was sent, before all that follows from it. */
  private static final int BEFORE = Ordered.HIGHEST_PRECEDENCE + 10;

  /** Before the audit trail's, which comes last of all. */
  private static final int AFTER = Ordered.LOWEST_PRECEDENCE - 10;

  @Bean
  Ledger ledger(JdbcClient jdbc) {
    return new Ledger(jdbc);
  }

  @Bean
  LedgerReading ledgerReading(JdbcClient jdbc) {
    return new LedgerReading(jdbc);
  }

  @Bean
  MessageRetention messageRetention(JdbcClient jdbc) {
    return new MessageRetention(jdbc);
  }

  @Bean
  MessageErasure messageErasure(JdbcClient jdbc, ClinicalRecord record, Outbox outbox) {
    return new MessageErasure(jdbc, record, outbox);
  }

  @Bean
  @Order(BEFORE)
  Consequence messageBefore() {
    return MessageTracking::before;
  }

  @Bean
  @Order(AFTER)
  Consequence messageAfter() {
    return MessageTracking::after;
  }
}
