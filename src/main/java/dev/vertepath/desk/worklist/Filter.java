package dev.vertepath.desk.worklist;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of the worklist is asked for: all of it stands in the URL, so that a list can be shared and
 * kept. What is not known is left out.
 */
public record Filter(Map<String, List<String>> values) {

  static final String BAND = "band";
  static final String STATE = "state";
  static final String ACTIVITY = "activity";
  static final String OWNER = "owner";
  static final String ORGANIZATION = "organization";
  static final String CAUSE = "cause";
  static final String LEVEL = "level";
  static final String AGE = "age";
  static final String TEXT = "q";
  static final String SNOOZED = "snoozed";
  static final String SORT = "sort";
  static final String PAGE = "page";

  private static final List<String> KNOWN =
      List.of(
          BAND, STATE, ACTIVITY, OWNER, ORGANIZATION, CAUSE, LEVEL, AGE, TEXT, SNOOZED, SORT, PAGE);

  private static final int MOST_PAGES = 10_000;
  private static final int LONGEST = 200;

  static Filter of(Map<String, String[]> parameters) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String name : KNOWN) {
      String[] given = parameters.getOrDefault(name, new String[0]);
      List<String> some =
          Arrays.stream(given)
              .map(value -> value.replaceAll("\\p{Cntrl}", " ").strip())
              .filter(value -> !value.isEmpty() && value.length() <= LONGEST)
              .distinct()
              .toList();
      if (!some.isEmpty()) {
        values.put(name, some);
      }
    }
    return new Filter(values);
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  public @Nullable String first(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.getFirst();
  }

  public boolean has(String name, String value) {
    return all(name).contains(value);
  }

  /** From 1 on. */
  public int page() {
    String page = first(PAGE);
    return page != null && page.matches("\\d{1,5}")
        ? Math.clamp(Integer.parseInt(page), 1, MOST_PAGES)
        : 1;
  }

  /** Whether anything but the band, the order and the page is asked for. */
  public boolean isNarrowed() {
    return values.keySet().stream().anyMatch(name -> !List.of(BAND, SORT, PAGE).contains(name));
  }

  /** The same with one value of this name, or with none for null; from the first page on. */
  public Filter with(String name, @Nullable String value) {
    Map<String, List<String>> changed = new LinkedHashMap<>(values);
    changed.remove(PAGE);
    changed.remove(name);
    if (value != null) {
      changed.put(name, List.of(value));
    }
    return new Filter(changed);
  }

  /** Its URL. */
  public String url() {
    List<String> pairs = new ArrayList<>();
    values.forEach(
        (name, all) ->
            all.forEach(
                value -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))));
    return pairs.isEmpty() ? "/" : "/?" + String.join("&", pairs);
  }

  /** The URL of the list alone, for a page that renews it. */
  public String listUrl() {
    return "/desk/worklist" + url().substring(1);
  }
}
