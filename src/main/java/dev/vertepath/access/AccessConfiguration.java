package dev.vertepath.access;

import dev.vertepath.access.issuer.Accounts;
import dev.vertepath.access.issuer.Clients;
import dev.vertepath.record.ClinicalRecord;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one place that decides. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  Access access() {
    return new Access();
  }

  /**
   * @param lasting for how long a record stays open to who broke the glass
   */
  @Bean
  BreakGlass breakGlass(
      JdbcClient jdbc,
      GuardedRecord record,
      Clock clock,
      @Value("${vertepath.break-glass:PT2H}") Duration lasting) {
    return new BreakGlass(jdbc, record, clock, lasting);
  }

  /** Rooms that serve callers ask for this one by its class; the record itself stays the other. */
  @Bean
  @Fallback
  GuardedRecord guardedRecord(
      ClinicalRecord record, Access access, ScopeQueries queries, Clock clock) {
    return new GuardedRecord(record, access, new Visibility(access, queries, clock));
  }

  @Bean
  ScopeQueries scopeQueries(ClinicalRecord record) {
    return new ScopeQueries(record);
  }

  @Bean
  RegistrationCommand registrationCommand(
      Accounts accounts, Clients clients, ApplicationArguments options) {
    return new RegistrationCommand(accounts, clients, options);
  }
}
