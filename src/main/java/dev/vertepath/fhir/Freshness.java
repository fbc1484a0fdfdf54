package dev.vertepath.fhir;

import dev.vertepath.record.StoredResource;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client has already of a resource, so that it need not be sent again (R4 http.html,
 * "conditional read"; RFC 9110, 13.1).
 *
 * @param ifNoneMatch versions, as in {@code W/"1", W/"2"}, or {@code *} for any
 * @param ifModifiedSince counts only without the first
 */
record Freshness(@Nullable String ifNoneMatch, @Nullable Instant ifModifiedSince) {

  /**
   * @param ifModifiedSince a date of HTTP; what is none is ignored, as RFC 9110 wants it
   */
  static Freshness ofHeaders(@Nullable String ifNoneMatch, @Nullable String ifModifiedSince) {
    return new Freshness(ifNoneMatch, httpDate(ifModifiedSince));
  }

  /**
   * @param request of an entry of a bundle
   */
  static Freshness ofEntry(JsonNode request) {
    String since = request.path("ifModifiedSince").asString("");
    String match = request.path("ifNoneMatch").asString("");
    return new Freshness(match, since.isEmpty() ? null : OffsetDateTime.parse(since).toInstant());
  }

  private static @Nullable Instant httpDate(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Instant.from(
          DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).parse(text.strip()));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  boolean has(StoredResource resource) {
    if (ifNoneMatch != null && !ifNoneMatch.isBlank()) {
      String etag = AnswerWriter.etag(resource);
      return Arrays.stream(ifNoneMatch.split(","))
          .map(String::strip)
          .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || ("W/" + tag).equals(etag));
    }
    // Dates of HTTP have whole seconds.
    return ifModifiedSince != null
        && !resource.lastUpdated().truncatedTo(ChronoUnit.SECONDS).isAfter(ifModifiedSince);
  }
}
