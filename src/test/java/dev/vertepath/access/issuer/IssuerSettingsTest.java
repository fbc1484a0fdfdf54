package dev.vertepath.access.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class IssuerSettingsTest {

  private static IssuerSettings of(String base) {
    return IssuerSettings.of(new MockEnvironment().withProperty("vertepath.base-url", base));
  }

  @Test
  void theIssuerIsTheRootOfWhatTheTokensAreFor() {
    assertThat(of(" https://vertepath.hospital.example:8443/fhir/ "))
        .isEqualTo(
            new IssuerSettings(
                URI.create("https://vertepath.hospital.example:8443"),
                "https://vertepath.hospital.example:8443/fhir"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://vertepath.hospital.example",
        "https://vertepath.hospital.example/",
        "vertepath.hospital.example/fhir",
        "/fhir",
        "https://vertepath hospital/fhir"
      })
  void aBaseThatIsNotTheUrlOfFhirFromOutsideIsRefused(String base) {
    assertThatThrownBy(() -> of(base))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("VERTEPATH_BASE_URL")
        .hasMessageNotContaining("null");
  }
}
