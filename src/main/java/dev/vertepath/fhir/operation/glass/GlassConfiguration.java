package dev.vertepath.fhir.operation.glass;

import dev.vertepath.access.BreakGlass;
import dev.vertepath.fhir.operation.Operation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GlassConfiguration {

  @Bean
  Operation openRecord(BreakGlass glass) {
    return new OpenRecord(glass);
  }

  @Bean
  Operation listBroken(BreakGlass glass) {
    return new ListBroken(glass);
  }

  @Bean
  Operation reviewBroken(BreakGlass glass) {
    return new ReviewBroken(glass);
  }
}
