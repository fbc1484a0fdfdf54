package dev.vertepath.desk.integration;

import dev.vertepath.exchange.ledger.LedgerFilter;
import dev.vertepath.exchange.ledger.MessageState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are asked for: all of it stands in the URL, so that a list can be shared. What is
 * not understood is left out.
 */
record MessageFilter(Map<String, String> values) {

  static final String PATH = "/desk/integration/messages";
  static final String STATE = "state";
  static final String SENDER = "sender";
  static final String EVENT = "event";
  static final String PATIENT = "patient";
  static final String FROM = "from";
  static final String TO = "to";
  static final String BEFORE = "before";

  private static final List<String> KNOWN =
      List.of(STATE, SENDER, EVENT, PATIENT, FROM, TO, BEFORE);
  private static final int LONGEST = 200;

  static MessageFilter of(Map<String, String[]> parameters) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : KNOWN) {
      String[] given = parameters.getOrDefault(name, new String[0]);
      String value = given.length == 0 ? "" : given[0].replaceAll("\\p{Cntrl}", " ").strip();
      if (!value.isEmpty() && value.length() <= LONGEST && isUnderstood(name, value)) {
        values.put(name, value);
      }
    }
    return new MessageFilter(values);
  }

  private static boolean isUnderstood(String name, String value) {
    return switch (name) {
      case STATE -> MessageState.of(value).isPresent();
      case FROM, TO -> minute(value) != null;
      case BEFORE -> value.matches("\\d{1,18}");
      default -> true;
    };
  }

  public @Nullable String get(String name) {
    return values.get(name);
  }

  /** Whether anything but the state and the place in the list is asked for. */
  public boolean isNarrowed() {
    return values.keySet().stream().anyMatch(name -> !name.equals(STATE) && !name.equals(BEFORE));
  }

  /** The same without this value, at the same place. */
  MessageFilter without(String name) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.remove(name);
    return new MessageFilter(changed);
  }

  /** The same with this value, or with none for null; from the newest on. */
  public MessageFilter with(String name, @Nullable String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.remove(BEFORE);
    changed.remove(name);
    if (value != null) {
      changed.put(name, value);
    }
    return new MessageFilter(changed);
  }

  public String url() {
    String query = query();
    return query.isEmpty() ? PATH : PATH + "?" + query;
  }

  String query() {
    List<String> pairs = new ArrayList<>();
    values.forEach(
        (name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return String.join("&", pairs);
  }

  /** What stays until a person does something about it. */
  static LedgerFilter open() {
    return new LedgerFilter(
        List.of(MessageState.FAILED, MessageState.WAITING),
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null);
  }

  /**
   * As the ledger is asked.
   *
   * @param patients who are meant
   */
  LedgerFilter ledger(List<String> patients, ZoneId zone) {
    String before = get(BEFORE);
    return new LedgerFilter(
        MessageState.of(values.getOrDefault(STATE, "")).stream().toList(),
        get(SENDER),
        patients,
        get(EVENT),
        instant(FROM, zone, false),
        instant(TO, zone, true),
        before == null ? null : Long.valueOf(before),
        null);
  }

  /** The end of a day or minute is its last moment. */
  private @Nullable Instant instant(String name, ZoneId zone, boolean end) {
    String text = get(name);
    LocalDateTime minute = text == null ? null : minute(text);
    if (text == null || minute == null) {
      return null;
    }
    LocalDateTime until = text.contains("T") ? minute.plusMinutes(1) : minute.plusDays(1);
    return (end ? until.minusNanos(1000) : minute).atZone(zone).toInstant();
  }

  private static @Nullable LocalDateTime minute(String text) {
    try {
      return !text.matches("[12]\\d{3}-.*")
          ? null
          : text.contains("T") ? LocalDateTime.parse(text) : LocalDate.parse(text).atStartOfDay();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
