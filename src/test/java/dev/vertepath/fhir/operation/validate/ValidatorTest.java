package dev.vertepath.fhir.operation.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import ca.uhn.fhir.context.FhirContext;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.RecordException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidatorTest {

  private static final long TOO_FEW_MEGABYTES = 128;

  @Test
  void refusesRatherThanFillTheMemoryOfASmallServer() {
    FhirContext context = FhirContext.forR4Cached();
    var definitions = new RecordDefinitions(context, mock(ClinicalRecord.class));
    var validator = new Validator(context, definitions, TOO_FEW_MEGABYTES);

    assertThatThrownBy(() -> validator.validate("{\"resourceType\":\"Patient\"}", List.of()))
        .isInstanceOfSatisfying(
            RecordException.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(RecordException.Problem::code)
                    .containsExactly("too-costly"))
        .hasMessageContaining("128 MB")
        .hasMessageContaining("-Xmx512m");
  }
}
