package dev.vertepath.fhir.operation.match;

import ca.uhn.fhir.context.FhirContext;
import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.fhir.body.Body;
import dev.vertepath.fhir.operation.Operation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MatchConfiguration {

  @Bean
  Operation match(FhirContext context, AuditedRecord record) {
    return new Match(record, new Body(context));
  }
}
