package dev.vertepath.access.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an app may be opened, and by which URL. */
class LaunchUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example/open",
        "http://127.0.0.1.evil.example/",
        "app.example/open",
        "javascript:alert(1)",
        "https://app.example/#x",
        "https://user@app.example/",
        "https://app.example/?launch=x",
        "https://app.example/?a=b&iss",
        "https://app.example; script-src *",
        "https://*/",
        "https:///open"
      })
  void anAppIsOpenedByHttpsOrOnThisMachineOnly(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LaunchUrl.of(url))
        .withMessageContaining("--launch-url is '" + url);
  }

  @Test
  void theHandleIsAddedToWhatTheAppHasItself() {
    assertThat(LaunchUrl.of("https://app.example/open?tenant=1").opening("https://v/fhir", "h"))
        .isEqualTo("https://app.example/open?tenant=1&iss=https%3A%2F%2Fv%2Ffhir&launch=h");
    assertThat(LaunchUrl.of("http://localhost:3000").opening("https://v/fhir", "h"))
        .isEqualTo("http://localhost:3000?iss=https%3A%2F%2Fv%2Ffhir&launch=h");
  }

  @Test
  void anOriginIsSchemeNameAndPort() {
    assertThat(LaunchUrl.of("https://App.Example/open?x=1").origin())
        .isEqualTo("https://app.example");
    assertThat(LaunchUrl.of("http://[::1]:3000/").origin()).isEqualTo("http://[::1]:3000");
  }
}
