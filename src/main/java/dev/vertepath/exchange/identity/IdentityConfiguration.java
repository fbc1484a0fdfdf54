package dev.vertepath.exchange.identity;

import dev.vertepath.access.Access;
import dev.vertepath.record.Consequence;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts patients together. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

  /** Before the pathway looks. */
  private static final int BEFORE_CARE = -100;

  @Bean
  @Order(BEFORE_CARE)
  Consequence mergedPatients(Access access) {
    return new MergedPatients(access.ofPatients());
  }

  @Bean
  @Order(BEFORE_CARE + 1)
  Consequence conflictingDemographics() {
    return new ConflictingDemographics();
  }
}
