package dev.vertepath.record.search;

import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.index.Hashes;
import dev.vertepath.record.index.Tokens;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The codes of value sets that the record holds, for {@code :in} and {@code :not-in}. */
final class ValueSets {

  private static final String TYPE = "ValueSet";
  private static final Pattern ID = Pattern.compile("(?:ValueSet/)?([A-Za-z0-9\\-.]{1,64})");
  private static final Tokens URL = new Tokens(Hashes.param(TYPE, "url"));

  private final JdbcClient jdbc;

  ValueSets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What the codes of the value sets that are named are in the index. */
  List<Long> hashes(Moment moment, List<Tokens> names, Parameter asked) {
    List<Long> hashes = new ArrayList<>();
    for (String value : Alternatives.of(asked)) {
      ValueSetContent content = content(moment, QueryString.unescape(value), new HashSet<>());
      for (Tokens tokens : names) {
        content.systems().forEach(system -> hashes.add(tokens.system(system)));
        content.codes().forEach(code -> hashes.add(tokens.pair(code.system(), code.code())));
      }
    }
    return hashes;
  }

  /**
   * @param within the value sets that lead to this one
   */
  private ValueSetContent content(Moment moment, String named, Set<String> within) {
    if (!within.add(named)) {
      throw refused("The value set '%s' is a part of itself.".formatted(named));
    }
    JsonNode valueSet =
        body(moment, named)
            .orElseThrow(
                () ->
                    refused(
                        "The value set '%s' is not here: store it first, and name it by its id or url."
                            .formatted(named)));
    JsonNode compose = valueSet.path("compose");
    boolean filtered =
        compose.path("include").valueStream().anyMatch(ValueSets::isFiltered)
            || compose.path("exclude").valueStream().anyMatch(ValueSets::isFiltered);
    ValueSetContent content;
    if (compose.isObject() && !filtered) {
      content = composed(moment, named, compose, within);
    } else if (valueSet.has("expansion")) {
      content = ValueSetContent.expanded(valueSet.path("expansion").path("contains"));
    } else {
      throw refused(
          "The value set '%s' %s: store it with an expansion, or with its codes listed."
              .formatted(named, filtered ? "selects codes by filters" : "lists no codes"));
    }
    within.remove(named);
    return content;
  }

  private static boolean isFiltered(JsonNode part) {
    return part.has("filter");
  }

  private ValueSetContent composed(
      Moment moment, String named, JsonNode compose, Set<String> within) {
    ValueSetContent all = ValueSetContent.EMPTY;
    for (JsonNode include : compose.path("include")) {
      all = all.plus(part(moment, include, within));
    }
    for (JsonNode exclude : compose.path("exclude")) {
      all =
          all.minus(part(moment, exclude, within))
              .orElseThrow(
                  () ->
                      refused(
                          "The value set '%s' excludes codes from a whole code system: list its codes."
                              .formatted(named)));
    }
    return all;
  }

  /** What is listed, within every value set that is named beside it. */
  private ValueSetContent part(Moment moment, JsonNode part, Set<String> within) {
    ValueSetContent content = part.has("system") ? ValueSetContent.listed(part) : null;
    for (JsonNode other : part.path("valueSet")) {
      ValueSetContent also = content(moment, other.asString(), within);
      content = content == null ? also : content.within(also);
    }
    return content == null ? ValueSetContent.EMPTY : content;
  }

  private Optional<JsonNode> body(Moment moment, String named) {
    var id = ID.matcher(named);
    if (id.matches()) {
      return bodies(moment, Sql.of("y.id = ?", id.group(1))).findFirst();
    }
    int bar = named.lastIndexOf('|');
    String url = bar < 0 ? named : named.substring(0, bar);
    String version = bar < 0 ? "" : named.substring(bar + 1);
    Sql byUrl =
        Sql.of("y.rid in (select x.rid from " + moment.table("search_token") + " x where ")
            .then("x.tokens @> array[?::bigint])", URL.code(url));
    return bodies(moment, byUrl)
        .filter(body -> version.isEmpty() || body.path("version").asString("").equals(version))
        .findFirst();
  }

  /** The newest first. */
  private Stream<JsonNode> bodies(Moment moment, Sql condition) {
    Sql statement =
        moment
            .prelude()
            .then("select y.body from " + moment.resources() + " y where y.type = ?", TYPE)
            .then(" and not y.deleted and ")
            .then(condition)
            .then(" order by y.updated desc, y.rid desc");
    return jdbc
        .sql(statement.text())
        .params(statement.arguments())
        .query((row, number) -> Json.MAPPER.readTree(row.getBytes(1)))
        .list()
        .stream();
  }

  private static RecordException refused(String why) {
    return new RecordException(Kind.INVALID, "not-found", null, why);
  }
}
