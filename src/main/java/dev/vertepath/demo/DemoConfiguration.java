package dev.vertepath.demo;

import dev.vertepath.access.BreakGlass;
import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.access.audit.InnerDoor;
import dev.vertepath.care.Rebuild;
import dev.vertepath.exchange.message.Channel;
import dev.vertepath.exchange.message.Inbox;
import dev.vertepath.exchange.outbox.Outbox;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/** Puts the demonstration together where it is asked for, while the service serves. */
@Configuration(proxyBeanMethods = false)
@Conditional(AskedFor.class)
@ConditionalOnWebApplication
class DemoConfiguration {

  /** In the place of the system's, of which it differs only where the demonstration is played. */
  @Bean
  @Primary
  PlayedTime playedTime(@Qualifier("clock") Clock system) {
    return new PlayedTime(system);
  }

  @Bean
  Demonstration demonstration(
      ApplicationArguments arguments,
      AuditedRecord record,
      InnerDoor door,
      Rebuild rebuild,
      Inbox inbox,
      List<Channel> channels,
      Outbox outbox,
      BreakGlass glass,
      PlayedTime time,
      @Qualifier("clock") Clock system,
      ZoneId zone,
      Environment environment) {
    return new Demonstration(
        Settings.of(arguments),
        record,
        rebuild,
        new Stage(record, door, time, new Interfaces(inbox, channels, outbox, glass)),
        system,
        zone,
        base(environment));
  }

  private static String base(Environment environment) {
    String host = environment.getProperty("server.address", "127.0.0.1");
    return "http://%s:%s/fhir".formatted(host, environment.getProperty("server.port", "8080"));
  }
}
