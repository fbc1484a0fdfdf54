package dev.vertepath.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.access.Caller.Kind;
import dev.vertepath.access.Decision.Allowed;
import dev.vertepath.access.Decision.Refused;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may see counts over cases, and who sees the cases as well. */
class CountsTest {

  private final Access access = new Access();

  private static Caller caller(Kind kind, String role, String scope) {
    return new Caller(
        kind,
        "s",
        "s",
        null,
        null,
        Role.of(role).map(Set::of).orElse(Set.of()),
        null,
        Stream.of(scope.split(" ")).flatMap(one -> Scope.parse(one).stream()).toList(),
        null,
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "coordinator,true,true",
    "clinician,true,true",
    "registrar,true,false",
    "administrator,true,false",
    "auditor,false,false",
    "patient,false,false",
    "integration-system,false,true",
    "none,false,false",
  })
  void aRoleCountsAndSees(String role, boolean counts, boolean sees) {
    Caller person = caller(Kind.PERSON, role, "user/*.rs");

    assertThat(access.decideCounts(person) instanceof Allowed).isEqualTo(counts);
    assertThat(access.seesWhatIsCounted(person)).isEqualTo(sees);
  }

  @ParameterizedTest
  @CsvSource({
    "user/*.rs,true",
    "user/*.r,false",
    "user/Task.rs user/Patient.rs user/Condition.rs user/Procedure.rs user/Observation.rs,true",
    "user/Task.rs user/Patient.rs user/Condition.rs user/Procedure.rs,false",
    "user/Task.rs user/Patient.rs user/Condition.rs user/Procedure.rs"
        + " user/Observation.rs?category=laboratory,false",
    "patient/*.rs,false",
    "openid,false",
  })
  void aScopeMustBeForAllThatIsCounted(String scope, boolean counts) {
    assertThat(access.decideCounts(caller(Kind.PERSON, "registrar", scope)) instanceof Allowed)
        .isEqualTo(counts);
  }

  @Test
  void aSystemCountsNothingAndTheLocalModeAll() {
    assertThat(access.decideCounts(caller(Kind.SYSTEM, "registrar", "system/*.rs")))
        .isInstanceOf(Refused.class);
    assertThat(access.decideCounts(Caller.LOCAL)).isInstanceOf(Allowed.class);
  }
}
