package dev.vertepath.fhir.operation;

import dev.vertepath.record.ClinicalRecord;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says which operations are served. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

  @Bean
  Operations operations(ClinicalRecord record) {
    return new Operations(List.of(new ReadMeta(record)));
  }
}
