package dev.vertepath.fhir.operation.meta;

import dev.vertepath.access.GuardedRecord;
import dev.vertepath.fhir.operation.Operation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MetaConfiguration {

  @Bean
  Operation readMeta(GuardedRecord record) {
    return new ReadMeta(record);
  }

  @Bean
  Operation addMeta(GuardedRecord record) {
    return ChangeMeta.adding(record);
  }

  @Bean
  Operation deleteMeta(GuardedRecord record) {
    return ChangeMeta.deleting(record);
  }
}
