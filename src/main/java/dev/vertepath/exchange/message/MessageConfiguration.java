package dev.vertepath.exchange.message;

import dev.vertepath.access.Access;
import dev.vertepath.access.GuardedRecord;
import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.exchange.ledger.Ledger;
import dev.vertepath.exchange.ledger.LedgerReading;
import dev.vertepath.exchange.outbox.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes messages in. */
@Configuration(proxyBeanMethods = false)
class MessageConfiguration {

  @Bean
  MessageEvents messageEvents() {
    return MessageEvents.read();
  }

  @Bean
  Inbox inbox(
      AuditedRecord record,
      Ledger ledger,
      LedgerReading reading,
      Access access,
      Outbox outbox,
      Clock clock,
      @Value("${vertepath.base-url:}") String baseUrl) {
    String base = baseUrl.strip().replaceAll("/+$", "");
    return new Inbox(record, ledger, reading, access, outbox, clock, base.isEmpty() ? null : base);
  }

  @Bean
  FhirChannel fhirChannel(
      FhirBodies bodies, MessageEvents events, @Value("${vertepath.version}") String version) {
    return new FhirChannel(bodies, events, version);
  }

  @Bean
  MessageRights messageRights(Access access) {
    return new MessageRights(access);
  }

  @Bean
  Messages messages(
      AuditedRecord record,
      GuardedRecord guarded,
      Inbox inbox,
      Ledger ledger,
      LedgerReading reading,
      List<Channel> channels,
      MessageRights rights,
      Clock clock) {
    Map<String, Channel> byName =
        channels.stream().collect(Collectors.toMap(Channel::name, Function.identity()));
    return new Messages(
        record, new NamedPatients(guarded), inbox, ledger, reading, byName, rights, clock);
  }

  /** While the service serves, its definitions are there to be read. */
  @Bean
  @ConditionalOnWebApplication
  EventDefinitions eventDefinitions(MessageEvents events, AuditedRecord record) {
    var definitions = new EventDefinitions(events);
    definitions.provide(record.unguarded());
    return definitions;
  }
}
