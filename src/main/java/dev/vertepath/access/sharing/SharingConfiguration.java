package dev.vertepath.access.sharing;

import dev.vertepath.access.Access;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.Erasing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class SharingConfiguration {

  /** Before the pathway's own work: it is nobody's, and bears no labels. */
  @Bean
  @Order(0)
  Consequence sharing(Access access, JdbcClient jdbc) {
    return new Sharing(new SharingTables(jdbc), access.ofPatients());
  }

  @Bean
  Erasing erasedSharing(JdbcClient jdbc) {
    return new ErasedSharing(jdbc);
  }
}
