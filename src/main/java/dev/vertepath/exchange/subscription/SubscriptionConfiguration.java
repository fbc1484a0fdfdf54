package dev.vertepath.exchange.subscription;

import dev.vertepath.access.Access;
import dev.vertepath.access.GuardedRecord;
import dev.vertepath.access.audit.Exports;
import dev.vertepath.exchange.event.EventTable;
import dev.vertepath.exchange.outbox.Mail;
import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Consequence;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts subscriptions to work; only what serves tells. */
@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

  @Bean
  ChannelTable channelTable(JdbcClient jdbc) {
    return new ChannelTable(jdbc);
  }

  @Bean
  Judging judging(GuardedRecord record) {
    return new Judging(record);
  }

  @Bean
  NotificationBundle notificationBundle(
      @Value("${vertepath.base-url:}") String baseUrl, @Value("${server.port:8080}") String port) {
    return new NotificationBundle(
        baseUrl.isBlank()
            ? "http://127.0.0.1:" + port + "/fhir"
            : baseUrl.strip().replaceAll("/+$", ""));
  }

  /** Before the events of the same request: it is for those who come after. */
  @Bean
  @Order(500)
  Consequence registration(ChannelTable table, Judging judging, Access access, Outbox outbox) {
    return new Registration(table, new DefinitionReader(outbox), judging, access, outbox);
  }

  @Bean
  Subscriptions subscriptions(
      ChannelTable channels,
      Judging judging,
      NotificationBundle bundles,
      Access access,
      Outbox outbox,
      Clock clock) {
    return new Subscriptions(channels, judging, bundles, access, outbox, clock);
  }

  @Bean
  @ConditionalOnWebApplication
  StatusReport statusReport(ClinicalRecord record, ChannelTable channels) {
    return new StatusReport(record, channels);
  }

  @Bean
  @ConditionalOnWebApplication
  NotificationWriter notificationWriter(
      ChannelTable channels,
      Judging judging,
      NotificationBundle bundles,
      StatusReport report,
      Exports exports,
      Clock clock) {
    return new NotificationWriter(channels, judging, bundles, report, exports, clock);
  }

  @Bean
  @ConditionalOnWebApplication
  Distribution distribution(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      EventTable events,
      ChannelTable channels,
      Judging judging,
      Outbox outbox,
      Clock clock) {
    return new Distribution(jdbc, transactions, events, channels, judging, outbox, clock);
  }

  @Bean
  @ConditionalOnWebApplication
  Handshakes handshakes(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      ChannelTable channels,
      NotificationWriter writer,
      StatusReport report,
      Mail mail,
      Outbox outbox,
      Clock clock) {
    return new Handshakes(
        jdbc, new TransactionTemplate(transactions), channels, writer, report, mail, outbox, clock);
  }
}
