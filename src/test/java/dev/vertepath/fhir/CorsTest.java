package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** Pages of other origins, as browsers ask for them (R4 http.html, "CORS"). */
@TestPropertySource(
    properties = "vertepath.cors-origins=https://app.example, https://*.trusted.example")
class CorsTest extends FhirOverHttp {

  private static final String ALLOWED = "Access-Control-Allow-Origin";

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
  void browsersMaySendEveryVerbWithTheHeadersOfFhir(String verb) {
    Response preflight =
        send(
            "OPTIONS",
            "/Patient/1",
            new byte[0],
            "Origin",
            "https://app.example",
            "Access-Control-Request-Method",
            verb,
            "Access-Control-Request-Headers",
            "if-match, if-none-match, if-none-exist, if-modified-since, prefer, x-request-id,"
                + " authorization, content-type, accept");

    assertThat(preflight.status()).isEqualTo(200);
    assertThat(preflight.header(ALLOWED)).isEqualTo("https://app.example");
    assertThat(preflight.header("Access-Control-Allow-Methods")).contains(verb);
    assertThat(preflight.header("Access-Control-Allow-Headers"))
        .contains("if-match", "prefer", "x-request-id");
  }

  @Test
  void pagesMayReadTheHeadersOfFhirAndWhatWentWrong() {
    Response missing = get("/Patient/nobody", "Origin", "https://a.trusted.example");

    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.header(ALLOWED)).isEqualTo("https://a.trusted.example");
    assertThat(missing.header("Access-Control-Expose-Headers").split(", ?"))
        .contains("ETag", "Location", "Content-Location", "Last-Modified", "X-Request-Id");
  }

  @Test
  void otherOriginsAreRefused() {
    Response refused = get("/metadata", "Origin", "https://evil.example");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header(ALLOWED)).isEmpty();
  }
}
