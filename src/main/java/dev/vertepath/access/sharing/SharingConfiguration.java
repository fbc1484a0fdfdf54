package dev.vertepath.access.sharing;

import dev.vertepath.access.Access;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.Erasing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class SharingConfiguration {

  /** After the pathway's own work, which bears labels too, and before those that tell of it. */
  @Bean
  @Order(100)
  Consequence sharing(JdbcClient jdbc) {
    return new Sharing(new SharingTables(jdbc));
  }

  /** Before anything follows from what was sent. */
  @Bean
  @Order(-100)
  Consequence keptDirectory(Access access, JdbcClient jdbc) {
    return new KeptDirectory(new SharingTables(jdbc), access.ofPatients());
  }

  @Bean
  Relabelling relabelling(JdbcClient jdbc, PlatformTransactionManager transactions) {
    return new Relabelling(new SharingTables(jdbc), new TransactionTemplate(transactions));
  }

  @Bean
  Erasing erasedSharing(JdbcClient jdbc) {
    return new ErasedSharing(jdbc);
  }
}
