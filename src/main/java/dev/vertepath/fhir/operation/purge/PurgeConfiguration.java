package dev.vertepath.fhir.operation.purge;

import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.access.audit.Tombstones;
import dev.vertepath.fhir.operation.Operation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PurgeConfiguration {

  @Bean
  Operation purge(AuditedRecord record) {
    return new Purge(record, "purge", false);
  }

  @Bean
  Operation purgePreview(AuditedRecord record) {
    return new Purge(record, "purge-preview", true);
  }

  @Bean
  Operation listTombstones(Tombstones tombstones) {
    return new ListTombstones(tombstones);
  }
}
