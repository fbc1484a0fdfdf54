package dev.vertepath.access.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.access.Caller;
import dev.vertepath.access.Caller.Kind;
import dev.vertepath.access.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** Who a token says that it is. */
class CallerReaderTest {

  private final CallerReader reader =
      new CallerReader(LoginSettings.of(new MockEnvironment()), scope -> {});

  @Test
  void aPersonHasNameRolesAndOrganization() {
    Caller caller =
        reader.read(
            claims(
                "sub", "u-1",
                "azp", "desk",
                "name", "Uma Example",
                "fhirUser", "Practitioner/1",
                "roles", List.of("clinician", "coordinator", "something-else"),
                "organization", "Organization/7",
                "patient", "p-1",
                "scope", "openid launch user/*.cruds patient/Observation.rs"));

    assertThat(caller.kind()).isEqualTo(Kind.PERSON);
    assertThat(caller.name()).isEqualTo("Uma Example");
    assertThat(caller.isIdentifiedPerson()).isTrue();
    assertThat(caller.roles()).containsExactlyInAnyOrder(Role.CLINICIAN, Role.COORDINATOR);
    assertThat(caller.organization()).isEqualTo("Organization/7");
    assertThat(caller.patient()).isEqualTo("p-1");
    assertThat(caller.scopes())
        .map(Object::toString)
        .containsExactly("user/*.cruds", "patient/Observation.rs");
  }

  @ParameterizedTest
  @CsvSource({
    "sub, his, client_id, his",
    "scope, user/*.rs system/*.rs, client_id, his",
    "gty, client-credentials, client_id, his",
    "idtyp, app, client_id, his"
  })
  void whatMayBeASystemIsOneAndNeverAPerson(
      String name, String value, String another, String anothersValue) {
    Map<String, Object> all = new HashMap<>(Map.of("sub", "s-1", "fhirUser", "Practitioner/1"));
    all.put(name, value);
    all.put(another, anothersValue);
    Caller caller = reader.read(new Claims(all));

    assertThat(caller.kind()).isEqualTo(Kind.SYSTEM);
    assertThat(caller.isIdentifiedPerson()).isFalse();
  }

  @Test
  void aSystemWithoutRolesIsAnIntegrationSystem() {
    assertThat(reader.read(claims("sub", "his", "azp", "his")).roles())
        .containsExactly(Role.INTEGRATION_SYSTEM);
    assertThat(reader.read(claims("sub", "s", "azp", "s", "roles", List.of("registrar"))).roles())
        .containsExactly(Role.REGISTRAR);
    assertThat(reader.read(claims("sub", "s", "azp", "s", "roles", List.of())).roles()).isEmpty();
  }

  @Test
  void aPersonWithoutRolesHasNone() {
    assertThat(reader.read(claims("sub", "u", "scope", "user/*.rs")).roles()).isEmpty();
  }

  @Test
  void claimsAreFoundByTheirNamesOrStepByStep() {
    var settings =
        LoginSettings.of(
            new MockEnvironment()
                .withProperty("vertepath.roles-claim", "realm_access.roles")
                .withProperty("vertepath.organization-claim", "https://hospital.example/org"));
    Caller caller =
        new CallerReader(settings, scope -> {})
            .read(
                claims(
                    "sub", "u",
                    "realm_access", Map.of("roles", List.of("auditor")),
                    "https://hospital.example/org", "Organization/1"));

    assertThat(caller.roles()).containsExactly(Role.AUDITOR);
    assertThat(caller.organization()).isEqualTo("Organization/1");
  }

  @Test
  void scopesMayBeAListAndHaveAnotherName() {
    Caller caller = reader.read(claims("sub", "u", "scp", List.of("user/Patient.rs", "openid")));

    assertThat(caller.scopes()).map(Object::toString).containsExactly("user/Patient.rs");
  }

  @Test
  void aScopeThatCannotBeReadRefusesTheToken() {
    assertThatExceptionOfType(TokenException.class)
        .isThrownBy(() -> reader.read(claims("sub", "u", "scope", "user/Patient.all")))
        .withMessageContaining("'user/Patient.all' is no scope");
  }

  @Test
  void aTokenThatNamesNobodyIsRefused() {
    assertThatExceptionOfType(TokenException.class)
        .isThrownBy(() -> reader.read(claims("scope", "user/*.rs")));
  }

  private static Claims claims(Object... namesAndValues) {
    Map<String, Object> all = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return new Claims(all);
  }
}
