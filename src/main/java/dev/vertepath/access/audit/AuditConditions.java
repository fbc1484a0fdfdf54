package dev.vertepath.access.audit;

import dev.vertepath.record.DateRange;
import dev.vertepath.record.RecordException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the search parameters of AuditEvent mean in SQL (R4 auditevent.html, "Search Parameters").
 */
final class AuditConditions {

  /** Those that are served, with FHIR's type of each. */
  static final Map<String, String> TYPES = types();

  private static final Pattern DATE = Pattern.compile("(eq|ne|gt|lt|ge|le|sa|eb)?(\\d.*)");
  private static final Pattern REFERENCE =
      Pattern.compile("(?:https?://.*/)?([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})(?:/_history/.*)?");

  private final ZoneId zone;
  private final List<String> sql = new ArrayList<>();
  private final List<Object> arguments = new ArrayList<>();

  /**
   * @param zone whose day a date without a zone means
   */
  AuditConditions(ZoneId zone) {
    this.zone = zone;
  }

  private static Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("_id", "token");
    types.put("_lastUpdated", "date");
    types.put("action", "token");
    types.put("agent", "reference");
    types.put("agent-name", "string");
    types.put("date", "date");
    types.put("entity", "reference");
    types.put("outcome", "token");
    types.put("patient", "reference");
    types.put("source", "reference");
    types.put("subtype", "token");
    types.put("type", "token");
    return types;
  }

  /** Whether it is one that is served. */
  static boolean knows(AuditParameter parameter) {
    boolean plain = parameter.modifier().isEmpty();
    return switch (parameter.name()) {
      case "agent", "source" -> plain || parameter.modifier().equals("identifier");
      case "agent-name" -> plain || parameter.modifier().matches("exact|contains");
      case "patient", "entity" -> plain || parameter.modifier().matches("[A-Z][A-Za-z]+");
      default -> plain && TYPES.containsKey(parameter.name());
    };
  }

  /** As in {@code where}. */
  String sql() {
    return sql.isEmpty() ? "true" : String.join(" and ", sql);
  }

  List<Object> arguments() {
    return arguments;
  }

  /**
   * @throws RecordException INVALID for a value that means nothing
   */
  void add(AuditParameter parameter) {
    List<String> alternatives = parameter.values();
    if (alternatives.isEmpty()) {
      throw parameter.wrong("has no value");
    }
    List<String> ors = new ArrayList<>();
    alternatives.forEach(value -> ors.add(one(parameter, value)));
    sql.add("(" + String.join(" or ", ors) + ")");
  }

  private String one(AuditParameter parameter, String value) {
    return switch (parameter.name()) {
      case "_id" -> id(value);
      case "date", "_lastUpdated" -> date(parameter, value);
      case "action" ->
          acts(act -> code(value, Codings.ACTION).filter(act.action()::equals).isPresent());
      case "outcome" ->
          code(value, Codings.OUTCOME).map(code -> with("outcome::text = ?", code)).orElse("false");
      case "type" -> acts(act -> isCoded(value, Codings.type(act)));
      case "subtype" -> acts(act -> isSubtype(value, act));
      case "patient" -> patient(parameter, value);
      case "entity" -> with("mentions && array[?]::text[]", reference(parameter, value));
      case "agent" -> agent(parameter, value);
      case "agent-name" -> name(parameter, value);
      case "source" ->
          parameter.modifier().isEmpty()
              ? "false"
              : Boolean.toString(
                  code(value, Codings.DEVICE).filter(Codings.ITSELF::equals).isPresent());
      default -> throw parameter.wrong("is not served");
    };
  }

  private String with(String condition, Object... values) {
    arguments.addAll(Arrays.asList(values));
    return condition;
  }

  private String id(String value) {
    return value.matches("[1-9]\\d{0,17}") ? with("seq = ?", Long.parseLong(value)) : "false";
  }

  private String date(AuditParameter parameter, String value) {
    Matcher form = DATE.matcher(value);
    if (!form.matches()) {
      throw parameter.wrong("is a date with one of eq, ne, gt, lt, ge, le, sa and eb before it");
    }
    DateRange range;
    try {
      range = DateRange.of(form.group(2).replace(' ', '+'), zone);
    } catch (IllegalArgumentException e) {
      throw parameter.wrong("is no date");
    }
    OffsetDateTime first = at(range.lo());
    OffsetDateTime after = at(range.hi().plusMillis(1));
    return switch (form.group(1) == null ? "eq" : form.group(1)) {
      case "ne" -> with("(recorded < ? or recorded >= ?)", first, after);
      case "gt", "sa" -> with("recorded >= ?", after);
      case "lt", "eb" -> with("recorded < ?", first);
      case "ge" -> with("recorded >= ?", first);
      case "le" -> with("recorded < ?", after);
      default -> with("(recorded >= ? and recorded < ?)", first, after);
    };
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private String acts(Predicate<Act> wanted) {
    List<String> codes = Arrays.stream(Act.values()).filter(wanted).map(Act::code).toList();
    return codes.isEmpty()
        ? "false"
        : with("act = any (string_to_array(?, ','))", String.join(",", codes));
  }

  private static boolean isSubtype(String value, Act act) {
    if (act == Act.LOGIN) {
      return isCoded(value, Codings.LOGIN);
    }
    return act.isInteraction()
        && code(value, Codings.REST_INTERACTION).filter(act.code()::equals).isPresent();
  }

  private static boolean isCoded(String value, Codings coding) {
    return code(value, coding.system()).filter(coding.code()::equals).isPresent();
  }

  /** The code of a token; none when it is of another system. */
  private static Optional<String> code(String value, String system) {
    int bar = value.indexOf('|');
    if (bar < 0) {
      return Optional.of(value);
    }
    return value.substring(0, bar).equals(system)
        ? Optional.of(value.substring(bar + 1))
        : Optional.empty();
  }

  private String patient(AuditParameter parameter, String value) {
    String key = reference(parameter, value.contains("/") ? value : "Patient/" + value);
    return key.startsWith("Patient/")
        ? with(
            "(mentions && array[?]::text[] and ? = any (patients))",
            key,
            key.substring("Patient/".length()))
        : "false";
  }

  private static String reference(AuditParameter parameter, String value) {
    boolean typed = !value.contains("/") && !parameter.modifier().isEmpty();
    Matcher form = REFERENCE.matcher(typed ? parameter.modifier() + "/" + value : value);
    if (!form.matches()) {
      throw parameter.wrong("is no reference such as Patient/42");
    }
    return form.group(1);
  }

  private String agent(AuditParameter parameter, String value) {
    if (!parameter.modifier().isEmpty()) {
      return with("subject = ?", value.substring(value.indexOf('|') + 1));
    }
    return with(
        "(fhir_user = ? or right(fhir_user, length(?) + 1) = '/' || ?)", value, value, value);
  }

  private String name(AuditParameter parameter, String value) {
    return switch (parameter.modifier()) {
      case "exact" -> with("name = ?", value);
      case "contains" -> with("strpos(lower(name), lower(?)) > 0", value);
      default -> with("starts_with(lower(name), lower(?))", value);
    };
  }
}
