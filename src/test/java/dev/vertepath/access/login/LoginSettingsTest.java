package dev.vertepath.access.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** What must be set, and what may not. */
class LoginSettingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.1.2.3"})
  void withoutLoginTheServiceStartsForThisMachine(String address) {
    assertThat(WithoutLogin.of(environment("server.address", address)).trusted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "", "no.such.host.invalid"})
  void withoutLoginTheServiceDoesNotStartForOthers(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WithoutLogin.of(environment("server.address", address)))
        .withMessageStartingWith("VERTEPATH_ISSUER is not set")
        .withMessageContaining("SERVER_ADDRESS '" + address + "'")
        .withMessageContaining("VERTEPATH_ACCESS=open-on-a-trusted-network");
  }

  @Test
  void unlessTheNetworkIsSaidToBeTrusted() {
    assertThat(
            WithoutLogin.of(
                    environment(
                        "server.address", "0.0.0.0",
                        "vertepath.access", "open-on-a-trusted-network"))
                .trusted())
        .isTrue();
  }

  @Test
  void anotherWordForThatIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                WithoutLogin.of(
                    environment("server.address", "127.0.0.1", "vertepath.access", "open")))
        .withMessageStartingWith("VERTEPATH_ACCESS is 'open'");
  }

  @ParameterizedTest
  @CsvSource({
    "vertepath.issuer, https://id.example, VERTEPATH_AUDIENCE is missing",
    "vertepath.issuer, http://id.example, VERTEPATH_ISSUER is 'http://id.example'",
    "vertepath.issuer, ldap://id.example, VERTEPATH_ISSUER is",
    "vertepath.issuer, not a URL, VERTEPATH_ISSUER is",
    "vertepath.introspection-uri, https://id.example/i, VERTEPATH_INTROSPECTION_URI is set",
  })
  void whatIsSetWronglyIsNamed(String property, String value, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoginSettings.of(environment(property, value)))
        .withMessageStartingWith(words);
  }

  @Test
  void keysWithoutTheirIssuerAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LoginSettings.of(environment("vertepath.jwks-uri", "https://id.example/jwks")))
        .withMessageStartingWith("VERTEPATH_JWKS_URI is set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://id.example/realms/x", "http://localhost:8081", "http://keycloak:8080/x"})
  void issuersWhoseAnswersNobodyCanChangeAreTaken(String issuer) {
    var settings =
        LoginSettings.of(
            environment("vertepath.issuer", issuer, "vertepath.audience", "one, https://two"));

    assertThat(settings.takesTokens()).isTrue();
    assertThat(settings.audience()).containsExactly("one", "https://two");
  }

  private static MockEnvironment environment(String... namesAndValues) {
    var environment = new MockEnvironment();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return environment;
  }
}
