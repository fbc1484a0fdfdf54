package dev.vertepath.record.search;

import dev.vertepath.record.search.QueryString.Parameter;
import java.util.List;
import java.util.regex.Pattern;

/** What a List names: {@code _list=42} (R4 search.html, "_list"). */
final class Lists {

  private static final Pattern ID = Pattern.compile("(?:List/)?([A-Za-z0-9\\-.]{1,64})");

  private Lists() {}

  static Sql of(Scope scope, Parameter asked) {
    if (!asked.modifier().isEmpty()) {
      throw Refusals.modifier(asked, List.of());
    }
    String[] ids =
        Alternatives.of(asked).stream()
            .map(QueryString::unescape)
            .map(value -> id(asked, value))
            .toArray(String[]::new);
    return scope.is(
        Sql.of(
            "y.id in (select x.target_id from %s x where x.param = 'item' and x.target_type = ?"
                    .formatted(scope.moment().table("reference"))
                + " and x.rid in (select l.rid from %s l where l.type = 'List'"
                    .formatted(scope.moment().resources())
                + " and l.id = any(?::text[]) and not l.deleted))",
            scope.type(),
            ids));
  }

  private static String id(Parameter asked, String value) {
    var id = ID.matcher(value);
    if (!id.matches()) {
      throw Refusals.invalid(
          asked, "is no id of a List; lists with a function, as $current-problems, are not kept");
    }
    return id.group(1);
  }
}
