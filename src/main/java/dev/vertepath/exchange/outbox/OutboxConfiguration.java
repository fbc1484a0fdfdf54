package dev.vertepath.exchange.outbox;

import dev.vertepath.access.Access;
import dev.vertepath.access.GuardedRecord;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the outbox together; only what serves delivers. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

  private static final RandomGenerator CHANCE = new SecureRandom();

  @Bean
  Wake wake() {
    return new Wake();
  }

  @Bean
  OutboxSettings outboxSettings(Environment environment) {
    return OutboxSettings.of(environment);
  }

  @Bean
  DeliveryTable deliveryTable(JdbcClient jdbc) {
    return new DeliveryTable(jdbc);
  }

  @Bean
  Outbox outbox(
      JdbcClient jdbc, DeliveryTable table, OutboxSettings settings, Clock clock, Wake wake) {
    return new Outbox(jdbc, table, settings, clock, wake, CHANCE);
  }

  @Bean
  DeadLetters deadLetters(
      JdbcClient jdbc, Access access, GuardedRecord record, Clock clock, Wake wake) {
    return new DeadLetters(jdbc, access, record, clock, wake);
  }

  @Bean
  @ConditionalOnWebApplication
  Mail mail(OutboxSettings settings, Clock clock) {
    return new Mail(new Post(settings, clock));
  }

  @Bean
  @ConditionalOnWebApplication
  OutboxWorker outboxWorker(
      List<Chore> chores,
      DeliveryTable table,
      List<LetterWriter> writers,
      ObjectProvider<Carrier> others,
      Mail mail,
      MeterRegistry registry,
      Clock clock,
      Wake wake) {
    List<Carrier> carriers =
        Stream.concat(
                writers.stream().map(writer -> new ByPost(writer, mail.post())),
                others.orderedStream())
            .toList();
    var courier = new Courier(table, carriers, new DeliveryMeters(registry), clock, CHANCE);
    return new OutboxWorker(chores, courier, wake);
  }
}
