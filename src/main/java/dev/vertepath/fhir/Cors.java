package dev.vertepath.fhir;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Which web pages of other origins a browser lets at the service (R4 http.html, "CORS"). */
final class Cors {

  private static final List<String> VERBS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final List<String> SENT =
      List.of(
          "Accept",
          "Authorization",
          "Content-Type",
          "If-Match",
          "If-Modified-Since",
          "If-None-Exist",
          "If-None-Match",
          "Prefer",
          "X-Request-Id");

  private static final List<String> READ =
      List.of("Content-Location", "ETag", "Last-Modified", "Location", "X-Request-Id");

  private Cors() {}

  /**
   * @param origins with commas between, as {@code https://app.example}; a star stands for any part
   */
  static CorsFilter filter(String origins) {
    var configuration = new CorsConfiguration();
    configuration.setAllowedOriginPatterns(
        Arrays.stream(origins.split(",")).map(String::strip).filter(o -> !o.isEmpty()).toList());
    configuration.setAllowedMethods(VERBS);
    configuration.setAllowedHeaders(SENT);
    configuration.setExposedHeaders(READ);
    configuration.setMaxAge(Duration.ofMinutes(30));
    var source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", configuration);
    return new CorsFilter(source);
  }
}
