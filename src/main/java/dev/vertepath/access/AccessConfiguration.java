package dev.vertepath.access;

import dev.vertepath.access.issuer.Accounts;
import dev.vertepath.access.issuer.Clients;
import dev.vertepath.record.ClinicalRecord;
import org.springframework.boot.ApplicationArguments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** The one place that decides. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  Access access() {
    return new Access();
  }

  /** Rooms that serve callers ask for this one by its class; the record itself stays the other. */
  @Bean
  @Fallback
  GuardedRecord guardedRecord(ClinicalRecord record, Access access) {
    return new GuardedRecord(record, access);
  }

  @Bean
  RegistrationCommand registrationCommand(
      Accounts accounts, Clients clients, ApplicationArguments options) {
    return new RegistrationCommand(accounts, clients, options);
  }
}
