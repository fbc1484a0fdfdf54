package dev.vertepath.fhir.operation.meta;

import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.fhir.operation.Operation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MetaConfiguration {

  @Bean
  Operation readMeta(AuditedRecord record) {
    return new ReadMeta(record);
  }

  @Bean
  Operation addMeta(AuditedRecord record) {
    return ChangeMeta.adding(record);
  }

  @Bean
  Operation deleteMeta(AuditedRecord record) {
    return ChangeMeta.deleting(record);
  }
}
