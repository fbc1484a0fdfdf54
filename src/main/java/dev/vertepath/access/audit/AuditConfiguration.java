package dev.vertepath.access.audit;

import dev.vertepath.access.GuardedRecord;
import dev.vertepath.record.Consequence;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the audit trail together. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  /** Around those who let in or turn away. */
  private static final int BEFORE_LOGIN = Ordered.HIGHEST_PRECEDENCE + 1;

  private static final int AFTER_LOGIN = Ordered.HIGHEST_PRECEDENCE + 100;

  @Bean
  AuditTable auditTable(JdbcClient jdbc) {
    return new AuditTable(jdbc);
  }

  @Bean
  WriteTrail writeTrail(AuditTable table) {
    return new WriteTrail(table);
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  Consequence auditBefore(WriteTrail trail) {
    return trail.before();
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  Consequence auditAfter(WriteTrail trail) {
    return trail.after();
  }

  @Bean
  @Fallback
  AuditedRecord auditedRecord(GuardedRecord record) {
    return new AuditedRecord(record);
  }

  @Bean
  @ConditionalOnWebApplication
  GroupWriter groupWriter(AuditTable table) {
    return new GroupWriter(table::add);
  }

  @Bean
  @ConditionalOnWebApplication
  FilterRegistrationBean<AuditFilter> auditFilter(GroupWriter writer, Clock clock) {
    var filter = new FilterRegistrationBean<>(new AuditFilter(writer, clock));
    filter.setOrder(BEFORE_LOGIN);
    return filter;
  }

  @Bean
  @ConditionalOnWebApplication
  FilterRegistrationBean<CallerFilter> callerFilter() {
    var filter = new FilterRegistrationBean<>(new CallerFilter());
    filter.setOrder(AFTER_LOGIN);
    return filter;
  }
}
