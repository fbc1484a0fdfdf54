package dev.vertepath.desk.frame;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * What the service itself says in the record, in the language of the page.
 *
 * <p>A text is known by its English words, which are those of {@code heard.*} in the English file,
 * or else of {@code said.*}, and not by a code beside it: what a hospital changed, or a person
 * wrote, is shown as it stands.
 */
public final class Sayings {

  private static final String SAID = "said.";
  private static final String HEARD = "heard.";
  private static final Pattern PLACE = Pattern.compile("\\{\\d}");
  private static final Pattern DAY = Pattern.compile("[12]\\d{3}-\\d\\d-\\d\\d");
  private static final Pattern MOMENT = Pattern.compile(DAY + "T\\d\\d:\\d\\d\\S*");

  /** Below a thousand: years and numbers of messages are no amounts. */
  private static final Pattern NUMBER =
      Pattern.compile("(-?(?:0|[1-9]\\d{0,2})(?:\\.\\d{1,9})?)( \\S{1,12})?");

  private static final Pattern LEVEL = Pattern.compile("[CTL]\\d{1,2}");
  private static final Pattern IN_BRACKETS = Pattern.compile("(?:([^(]+) )?\\((.+)\\)");
  private static final List<String> JOINTS = List.of("; ", ", ", " + ", " – ", ": ");

  /** Longer ones are of others, and are not searched for words of ours. */
  private static final int LONGEST = 2000;

  /** How far the service puts sentences into sentences, with room to spare. */
  private static final int DEEPEST = 6;

  private final MessageSource messages;
  private final Times times;
  private final Figures figures;
  private final Map<String, String> whole = new HashMap<>();
  private final List<Saying> withPlaces = new ArrayList<>();

  /** A text with places for others. */
  private record Saying(String key, Pattern words, int length) {}

  /**
   * @param english the texts of the English file
   */
  Sayings(Properties english, MessageSource messages, Times times, Figures figures) {
    this.messages = messages;
    this.times = times;
    this.figures = figures;
    for (String key : english.stringPropertyNames()) {
      if (key.startsWith(SAID)) {
        String name = key.substring(SAID.length());
        String said = english.getProperty(key).replace("''", "'");
        String text = english.getProperty(HEARD + name, said);
        if (PLACE.matcher(text).find()) {
          withPlaces.add(new Saying(key, words(text), text.length()));
        } else {
          whole.put(text, key);
        }
      }
    }
    // The one that says most is meant.
    withPlaces.sort(Comparator.comparing(Saying::length).reversed().thenComparing(Saying::key));
  }

  /** Numbers of the places must rise from left to right in English. */
  private static Pattern words(String text) {
    String[] between = PLACE.split(text, -1);
    return Pattern.compile(
        List.of(between).stream().map(Pattern::quote).collect(Collectors.joining("(.+?)")),
        Pattern.DOTALL);
  }

  /** The text; as it stands where it is no saying of the service. */
  public String of(@Nullable String text) {
    String said = text == null ? "" : find(Legible.of(text), 0);
    return said == null ? Objects.requireNonNull(text) : said;
  }

  /** Several, joined by commas. */
  public String joined(List<String> texts) {
    return texts.stream().map(this::of).collect(Collectors.joining(", "));
  }

  /** Whether the languages have words for it. */
  boolean knows(String text) {
    return find(Legible.of(text), 0) != null;
  }

  /**
   * For a sentence of the service: {@code en} where the page is of another language, which has no
   * words for it; null otherwise.
   */
  public @Nullable String language(@Nullable String text) {
    String english = Languages.FIRST.getLanguage();
    return text == null || locale().getLanguage().equals(english) || knows(text) ? null : english;
  }

  private static Locale locale() {
    return LocaleContextHolder.getLocale();
  }

  private @Nullable String find(String text, int depth) {
    if (text.isEmpty() || text.length() > LONGEST || depth > DEEPEST) {
      return null;
    }
    String key = whole.get(text);
    if (key != null) {
      return messages.getMessage(key, null, locale());
    }
    String value = value(text);
    String parts = value == null ? parts(text, depth + 1) : value;
    if (parts != null) {
      return parts;
    }
    for (Saying saying : withPlaces) {
      Matcher matcher = saying.words().matcher(text);
      if (matcher.matches()) {
        Object[] places = new Object[matcher.groupCount()];
        for (int i = 0; i < places.length; i++) {
          String place = matcher.group(i + 1);
          places[i] = Objects.requireNonNullElse(find(place, depth + 1), place);
        }
        return messages.getMessage(saying.key(), places, locale());
      }
    }
    return null;
  }

  private @Nullable String parts(String text, int depth) {
    for (String joint : JOINTS) {
      List<String> parts = List.of(text.split(Pattern.quote(joint), -1));
      List<String> said = parts.size() == 1 ? null : known(parts, depth);
      if (said != null) {
        return String.join(joint, said);
      }
    }
    Matcher matcher = IN_BRACKETS.matcher(text);
    if (matcher.matches()) {
      String before = matcher.group(1) == null ? "" : find(matcher.group(1), depth);
      String within = before == null ? null : find(matcher.group(2), depth);
      return within == null ? null : (before + " (" + within + ")").strip();
    }
    return null;
  }

  /** All of them, or null. */
  private @Nullable List<String> known(List<String> parts, int depth) {
    List<String> known = new ArrayList<>();
    for (String part : parts) {
      String said = find(part, depth);
      if (said == null) {
        return null;
      }
      known.add(said);
    }
    return known;
  }

  /** Days, times, numbers and vertebrae. */
  private @Nullable String value(String text) {
    if (LEVEL.matcher(text).matches()) {
      return text;
    }
    Matcher number = NUMBER.matcher(text);
    if (number.matches()) {
      String unit = number.group(2);
      return figures.of(new BigDecimal(number.group(1))) + (unit == null ? "" : unit);
    }
    try {
      return DAY.matcher(text).matches()
          ? times.date(LocalDate.parse(text))
          : MOMENT.matcher(text).matches()
              ? times.minute(OffsetDateTime.parse(text).toInstant())
              : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
