package dev.vertepath.fhir.operation;

import dev.vertepath.access.audit.AuditedRecord;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Serves every {@link Operation} that is a bean. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

  @Bean
  Operations operations(List<Operation> operations) {
    return new Operations(operations);
  }

  @Bean
  ReindexStatus reindexStatus(AuditedRecord record) {
    return new ReindexStatus(record);
  }
}
