package dev.vertepath.fhir.operation.meta;

import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.record.ClinicalRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MetaConfiguration {

  @Bean
  Operation readMeta(ClinicalRecord record) {
    return new ReadMeta(record);
  }

  @Bean
  Operation addMeta(ClinicalRecord record) {
    return ChangeMeta.adding(record);
  }

  @Bean
  Operation deleteMeta(ClinicalRecord record) {
    return ChangeMeta.deleting(record);
  }
}
