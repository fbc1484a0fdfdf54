package dev.vertepath.desk.registry;

import dev.vertepath.pathway.Cause;
import dev.vertepath.pathway.Vertebra;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the registry; all of it stands in the URL.
 *
 * @param from the first month; null for all before
 * @param to the last month; null for all after
 * @param organization logical id
 * @param wrong the fields that hold no month
 */
public record Query(
    @Nullable YearMonth from,
    @Nullable YearMonth to,
    @Nullable String organization,
    @Nullable Cause cause,
    @Nullable Vertebra level,
    Grouping group,
    List<String> wrong) {

  private static final String FROM = "from";
  private static final String TO = "to";
  private static final int MONTHS = 12;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2999;

  /**
   * @param now the current month; where no period is named, the last twelve are meant
   */
  static Query of(Map<String, String[]> parameters, YearMonth now) {
    List<String> wrong = new ArrayList<>();
    boolean named = parameters.containsKey(FROM) || parameters.containsKey(TO);
    YearMonth from = named ? month(parameters, FROM, wrong) : now.minusMonths(MONTHS - 1L);
    YearMonth to = named ? month(parameters, TO, wrong) : now;
    String organization = first(parameters, "organization");
    String cause = first(parameters, "cause");
    String level = first(parameters, "level");
    String group = first(parameters, "group");
    return new Query(
        from,
        to,
        organization.matches("[A-Za-z0-9.-]{1,64}") ? organization : null,
        Arrays.stream(Cause.values()).filter(c -> c.code().equals(cause)).findFirst().orElse(null),
        Arrays.stream(Vertebra.values())
            .filter(v -> v.name().equals(level))
            .findFirst()
            .orElse(null),
        Grouping.of(group).orElse(Grouping.NONE),
        List.copyOf(wrong));
  }

  private static @Nullable YearMonth month(
      Map<String, String[]> parameters, String name, List<String> wrong) {
    String text = first(parameters, name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      YearMonth month = YearMonth.parse(text);
      if (month.getYear() >= FIRST_YEAR && month.getYear() <= LAST_YEAR) {
        return month;
      }
    } catch (DateTimeException e) {
      // As one that is too far away.
    }
    wrong.add(name);
    return null;
  }

  private static String first(Map<String, String[]> parameters, String name) {
    String[] given = parameters.getOrDefault(name, new String[0]);
    return given.length == 0 ? "" : given[0].strip();
  }

  public boolean isWrong(String field) {
    return wrong.contains(field);
  }

  public boolean groups() {
    return group != Grouping.NONE;
  }

  /** As parameters of a URL. */
  public String parameters() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(FROM, from == null ? "" : from.toString());
    all.put(TO, to == null ? "" : to.toString());
    put(all, "organization", organization);
    put(all, "cause", cause == null ? null : cause.code());
    put(all, "level", level == null ? null : level.name());
    put(all, "group", groups() ? group.code() : null);
    List<String> pairs = new ArrayList<>();
    all.forEach(
        (name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return String.join("&", pairs);
  }

  private static void put(Map<String, String> all, String name, @Nullable String value) {
    if (value != null) {
      all.put(name, value);
    }
  }
}
