package dev.vertepath.exchange.announcement;

import dev.vertepath.access.GuardedRecord;
import dev.vertepath.access.audit.Exports;
import java.net.URI;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AnnouncementConfiguration {

  private static final int SHORTEST = 16;

  @Bean
  @ConditionalOnExpression("!'${vertepath.messages-to:}'.isBlank()")
  MessageWriter messageWriter(
      GuardedRecord record,
      Exports exports,
      @Value("${vertepath.messages-to:}") String endpoint,
      @Value("${vertepath.messages-secret:}") String secret,
      @Value("${vertepath.base-url:}") String baseUrl,
      @Value("${server.port:8080}") String port) {
    String base =
        baseUrl.isBlank()
            ? "http://127.0.0.1:" + port + "/fhir"
            : baseUrl.strip().replaceAll("/+$", "");
    return new MessageWriter(endpoint(endpoint), secret(secret), base, record, exports);
  }

  private static URI endpoint(String setting) {
    try {
      URI uri = URI.create(setting.strip());
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "VERTEPATH_MESSAGES_TO is no URL: write one such as https://his.example/fhir/$process-message.");
  }

  private static byte @Nullable [] secret(String setting) {
    if (setting.isBlank()) {
      return null;
    }
    try {
      byte[] secret = Base64.getDecoder().decode(setting.strip().replaceFirst("^whsec_", ""));
      if (secret.length >= SHORTEST) {
        return secret;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "VERTEPATH_MESSAGES_SECRET must be whsec_ and Base64 of 16 bytes or more.");
  }
}
