package dev.vertepath.fhir.operation.validate;

import ca.uhn.fhir.context.FhirContext;
import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.fhir.body.Body;
import dev.vertepath.fhir.operation.Operation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ValidateConfiguration {

  private static final long BYTES_OF_A_MEGABYTE = 1L << 20;

  @Bean
  Operation validate(FhirContext context, AuditedRecord record) {
    long megabytes = Runtime.getRuntime().maxMemory() / BYTES_OF_A_MEGABYTE;
    var validator =
        new Validator(context, new RecordDefinitions(context, record.unguarded()), megabytes);
    var bodies = new Body(context);
    return new Validate(record, validator, new Rehearsal(record, bodies), bodies);
  }
}
