package dev.vertepath.exchange.event;

import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.record.Consequence;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class EventConfiguration {

  @Bean
  EventTable eventTable(JdbcClient jdbc) {
    return new EventTable(jdbc);
  }

  @Bean
  Interests interests(
      JdbcClient jdbc,
      @Value("${vertepath.messages-to:}") String messages,
      @Value("${vertepath.events:true}") boolean stream,
      Clock clock) {
    return new Interests(
        jdbc,
        messages.isBlank() ? List.of() : Interests.ofMessages(),
        stream ? Interests.ofStream() : List.of(),
        clock);
  }

  /** When all has followed that follows, and before those who tell of all that was written. */
  @Bean
  @Order(1000)
  Consequence telling(Interests interests, EventTable table, Outbox outbox) {
    return new Telling(interests, table, outbox::wakeAfterCommit);
  }
}
