package dev.vertepath.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scopes as SMART App Launch 2 and 1 write them. */
class ScopeTest {

  @ParameterizedTest
  @CsvSource({
    "patient/Observation.rs, patient/Observation.rs",
    "user/*.cruds, user/*.cruds",
    "system/Patient.c, system/Patient.c",
    "system/*.ds, system/*.ds",
    "user/Observation.rs?category=laboratory, user/Observation.rs?category=laboratory",
    "patient/Condition.r?a=b&c=d%20e, patient/Condition.r?a=b&c=d%20e",
    // The first form.
    "user/Patient.read, user/Patient.rs",
    "patient/*.write, patient/*.cud",
    "system/*.*, system/*.cruds",
  })
  void areRead(String word, String meaning) {
    assertThat(Scope.parse(word)).map(Scope::toString).contains(meaning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user/Patient",
        "user/Patient.",
        "user/Patient.x",
        "user/Patient.sr",
        "user/Patient.rr",
        "user/Patient.readwrite",
        "user/patient.rs",
        "user/.rs",
        "user/*",
        "patient/Observation.rs?",
        "system/Patient/1.r",
        "user/**.rs"
      })
  void areRefusedWithAWordOfHowTheyAreWritten(String word) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scope.parse(word))
        .withMessageStartingWith("'" + word + "' is no scope");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"openid", "fhirUser", "launch", "launch/patient", "offline_access", "Patient.rs"})
  void ofOtherThingsAreLeftAlone(String word) {
    assertThat(Scope.parse(word)).isEmpty();
  }

  @Test
  void allowWhatTheyNameAndNothingElse() {
    Scope scope = Scope.parse("user/Observation.rs").orElseThrow();

    assertThat(scope.allows(Permission.READ, "Observation")).isTrue();
    assertThat(scope.allows(Permission.SEARCH, "Observation")).isTrue();
    assertThat(scope.allows(Permission.UPDATE, "Observation")).isFalse();
    assertThat(scope.allows(Permission.READ, "Patient")).isFalse();
  }
}
