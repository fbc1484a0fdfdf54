package dev.vertepath.record.search;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.Sight;
import dev.vertepath.record.Sight.Given;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.search.QueryString.Parameter;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a search finds of a type, as a part of a sight. It looks at what the index holds of the
 * current version: of older ones, and of what is deleted, it lets nothing be seen.
 */
final class Narrowing {

  /** What depends on nothing but the resource itself. */
  private static final Set<String> KINDS = Set.of("TOKEN", "URI", "REFERENCE", "DATE", "STRING");

  private static final String CURRENT =
      """
      exists (select from resource c
        where c.rid = {r}.rid and c.version = {r}.version and not c.deleted)""";

  private final SearchParameters parameters;
  private final SearchConditions conditions;

  Narrowing(SearchParameters parameters, SearchConditions conditions) {
    this.parameters = parameters;
    this.conditions = conditions;
  }

  /**
   * @param name that begins the names of what is given
   * @throws RecordException INVALID for what is more than a plain search parameter of the type
   */
  Sight of(String type, String query, String name) {
    List<Parameter> asked = QueryString.parse(query).parameters();
    if (asked.isEmpty()) {
      throw refused("it names no search parameter.");
    }
    Scope scope = Scope.of("{r}", type, Moment.NOW);
    List<Sql> all = new ArrayList<>(List.of(Sql.of(CURRENT)));
    for (Parameter parameter : asked) {
      require(type, parameter);
      all.add(conditions.of(scope, parameter).check("{r}"));
    }
    return sight(Sql.all(all), name);
  }

  private void require(String type, Parameter asked) {
    boolean plain =
        asked.modifier().isEmpty() || asked.modifier().equals("not") && !asked.name().contains(".");
    boolean served =
        plain
            && parameters
                .find(type, asked.name())
                .filter(parameter -> KINDS.contains(parameter.type().name()))
                .isPresent();
    if (!served) {
      throw refused(
          "'%s' is no plain token, uri, reference, date or string parameter of %s; chains, _has, _list, results and modifiers but :not are not taken."
              .formatted(asked.written(), type));
    }
  }

  private static RecordException refused(String why) {
    return new RecordException(Kind.INVALID, "not-supported", null, why);
  }

  /** A sight has its values by name. */
  private static Sight sight(Sql condition, String name) {
    List<Given> given = new ArrayList<>();
    var text = new StringBuilder();
    int from = 0;
    for (Object argument : condition.arguments()) {
      int at = condition.text().indexOf('?', from);
      String column = name + given.size();
      text.append(condition.text(), from, at).append("(select ").append(column);
      text.append(" from sight)").append(cast(argument));
      given.add(new Given(column, type(argument), argument));
      from = at + 1;
    }
    text.append(condition.text().substring(from));
    return new Sight(given, text.toString());
  }

  /** A sub-select after {@code any} or {@code &&} would be taken for rows otherwise. */
  private static String cast(Object argument) {
    return argument instanceof Object[] ? "::" + type(argument) : "";
  }

  private static String type(Object argument) {
    return switch (argument) {
      case Long ignored -> "bigint";
      case Integer ignored -> "integer";
      case Long[] ignored -> "bigint[]";
      case String[] ignored -> "text[]";
      case Integer[] ignored -> "integer[]";
      case OffsetDateTime ignored -> "timestamptz";
      case Short ignored -> "smallint";
      default -> "text";
    };
  }
}
