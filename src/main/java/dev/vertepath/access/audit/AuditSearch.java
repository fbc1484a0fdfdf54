package dev.vertepath.access.audit;

import dev.vertepath.record.Handling;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a search for AuditEvents asks for. Newest first; pages go on after the last event of the one
 * before, so that what is told meanwhile moves nothing.
 */
final class AuditSearch {

  private static final int DEFAULT_COUNT = 50;
  private static final int MOST = 1000;
  private static final Set<String> SHAPING = Set.of("_format", "_pretty", "_elements", "_summary");

  private final AuditConditions conditions;
  private final List<String> common = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private int count = DEFAULT_COUNT;
  private boolean total;
  private boolean ascending;
  private @Nullable Position after;

  /** The last event of a page. */
  record Position(long micros, long seq) {

    private static Position parse(AuditParameter parameter) {
      try {
        String[] parts =
            new String(Base64.getUrlDecoder().decode(parameter.value()), StandardCharsets.US_ASCII)
                .split("\\.");
        return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw parameter.wrong(
            "is no cursor of a page of AuditEvents: follow the links as they are");
      }
    }

    String sealed() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((micros + "." + seq).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private AuditSearch(ZoneId zone) {
    this.conditions = new AuditConditions(zone);
  }

  /**
   * @throws RecordException INVALID when it cannot be answered
   */
  static AuditSearch parse(String query, Handling handling, ZoneId zone) {
    var search = new AuditSearch(zone);
    AuditParameter.parse(query).forEach(parameter -> search.add(parameter, handling));
    return search;
  }

  private void add(AuditParameter parameter, Handling handling) {
    switch (parameter.name()) {
      case "_count" -> count = count(parameter);
      case "_cursor" -> after = Position.parse(parameter);
      case "_sort" -> ascending = isAscending(parameter);
      case "_total" -> total = isWanted(parameter);
      default -> filter(parameter, handling);
    }
    if (!parameter.name().equals("_cursor") && !parameter.name().equals("_count")) {
      common.add(parameter.encoded());
    }
  }

  private void filter(AuditParameter parameter, Handling handling) {
    if (SHAPING.contains(parameter.name())) {
      if (parameter.name().equals("_summary") && parameter.value().equals("count")) {
        count = 0;
        total = true;
      }
    } else if (AuditConditions.knows(parameter)) {
      conditions.add(parameter);
    } else {
      String what =
          "'%s' is no search parameter of AuditEvent that is served here: there are %s."
              .formatted(parameter.written(), String.join(", ", AuditConditions.TYPES.keySet()));
      if (handling == Handling.STRICT) {
        throw new RecordException(Kind.INVALID, "not-supported", null, what);
      }
      warnings.add("Ignored: " + what);
    }
  }

  private int count(AuditParameter parameter) {
    if (!parameter.value().matches("\\d{1,9}")) {
      throw parameter.wrong("must be a whole number from 0");
    }
    int asked = Math.min(Integer.parseInt(parameter.value()), MOST);
    total |= asked == 0;
    return asked;
  }

  private static boolean isAscending(AuditParameter parameter) {
    return switch (parameter.value()) {
      case "date", "_lastUpdated" -> true;
      case "-date", "-_lastUpdated" -> false;
      default -> throw parameter.wrong("may be -date, which it is by default, or date");
    };
  }

  private static boolean isWanted(AuditParameter parameter) {
    return switch (parameter.value()) {
      case "none" -> false;
      case "accurate", "estimate" -> true;
      default -> throw parameter.wrong("must be none, estimate or accurate");
    };
  }

  AuditConditions conditions() {
    return conditions;
  }

  int count() {
    return count;
  }

  boolean wantsTotal() {
    return total;
  }

  boolean isAscending() {
    return ascending;
  }

  @Nullable Position after() {
    return after;
  }

  List<String> warnings() {
    return warnings;
  }

  /** The query of a page. */
  String link(@Nullable String cursor) {
    String all = common.stream().collect(Collectors.joining("&"));
    return (all.isEmpty() ? "" : all + "&")
        + "_count="
        + count
        + (cursor == null ? "" : "&_cursor=" + cursor);
  }
}
