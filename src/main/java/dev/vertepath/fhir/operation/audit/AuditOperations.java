package dev.vertepath.fhir.operation.audit;

import dev.vertepath.access.audit.Accesses;
import dev.vertepath.access.audit.AuditInspection;
import dev.vertepath.fhir.operation.Operation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditOperations {

  @Bean
  Operation verifyAudit(AuditInspection inspection) {
    return new VerifyAudit(inspection);
  }

  @Bean
  Operation accessesOfPatient(Accesses accesses) {
    return new AccessesOfPatient(accesses);
  }
}
