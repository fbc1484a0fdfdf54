package dev.vertepath.access;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of roles is whole. */
class RolesTest {

  private final Roles roles = Roles.read();

  @Test
  void everyTypeOfR4StandsThereAndNoOther() {
    assertThat(roles.types())
        .containsExactlyInAnyOrderElementsOf(
            FhirContext.forR4Cached().getResourceTypes().stream()
                .filter(t -> !t.equals("DomainResource"))
                .toList());
  }

  @ParameterizedTest
  @EnumSource(names = {"REGISTRAR", "AUDITOR", "ADMINISTRATOR"})
  void thoseWhoAreNotToKnowPatientsReadAndWriteNothingThatMayTellOfOne(Role role) {
    assertThat(roles.ofPatients())
        .hasSizeGreaterThan(70)
        .filteredOn(type -> !type.equals("AuditEvent") && !type.equals("Subscription"))
        .allSatisfy(
            type ->
                assertThat(Permission.values())
                    .noneMatch(permission -> roles.allow(Set.of(role), permission, type)));
  }

  @ParameterizedTest
  @EnumSource
  void nobodyWritesAuditEvents(Role role) {
    assertThat(Set.of(Permission.CREATE, Permission.UPDATE, Permission.DELETE))
        .noneMatch(permission -> roles.allow(Set.of(role), permission, "AuditEvent"));
  }

  @ParameterizedTest
  @EnumSource
  void ofATypeThatIsNoneOfR4NobodyMayDoAnything(Role role) {
    assertThat(Permission.values())
        .noneMatch(permission -> roles.allow(Set.of(role), permission, "Spaceship"));
  }
}
