package dev.vertepath.record.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.ResourceKey;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "Patient/1,,Patient,1",
    "Patient/a-B.9,,Patient,a-B.9",
    "Patient/1/_history/2,,Patient,1",
    "http://h/Patient/1,http://h,Patient,1",
    "https://h/fhir/Patient/1/_history/2,https://h/fhir,Patient,1",
    "https://h/_history/x/Patient/1,https://h/_history/x,Patient,1",
    "https://h/_history/x/Patient/1/_history/2,https://h/_history/x,Patient,1"
  })
  void isTakenApart(String reference, String base, String type, String id) {
    LiteralReference literal = Objects.requireNonNull(LiteralReference.of(reference));

    assertThat(literal.base()).isEqualTo(base);
    assertThat(literal.key()).isEqualTo(new ResourceKey(type, id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "Patient",
        "Patient/",
        "/1",
        "/Patient/1",
        "patient/1",
        "P4tient/1",
        "Patient/1/2",
        "Patient/a b",
        "Patient/12345678901234567890123456789012345678901234567890123456789012345",
        "Patient?identifier=a|b",
        "Patient/1/_history/",
        "Patient/1#part",
        "ftp://h/Patient/1",
        "http:///Patient/1",
        "urn:uuid:6f1f3c5e-0b1c-4c5e-9d4e-2b8d4e0a7c11"
      })
  void isNone(String reference) {
    assertThat(LiteralReference.of(reference)).isNull();
  }
}
