package dev.vertepath.record.search;

import dev.vertepath.record.search.Condition.Reach;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.List;
import java.util.regex.Pattern;

/** What a List names: {@code _list=42} (R4 search.html, "_list"). */
final class Lists {

  private static final Pattern ID = Pattern.compile("(?:List/)?([A-Za-z0-9\\-.]{1,64})");

  private Lists() {}

  static Condition of(Scope scope, Parameter asked) {
    if (!asked.modifier().isEmpty()) {
      throw Refusals.modifier(asked, List.of());
    }
    String[] ids =
        Alternatives.of(asked).stream()
            .map(QueryString::unescape)
            .map(value -> id(asked, value))
            .toArray(String[]::new);
    Scope list = scope.linked("List");
    return new Condition.Linked(
        new Link(scope, list, Sql.of("x.param = 'item'"), true),
        list.is(Reach.ONE, Sql.of("y.id = any(?::text[])", (Object) ids)));
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
