package dev.vertepath.record.search;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.index.SearchParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The values that rows are sorted by (R4 search.html, "Sorting"): of several values of a resource
 * the first one in the direction of sorting.
 */
final class Ordering {

  /** A path without conditions, which SQL's JSON paths can follow as well. */
  private static final Pattern PLAIN = Pattern.compile("[A-Z]\\w+(\\.\\w+)+");

  private final SearchParameters parameters;

  Ordering(SearchParameters parameters) {
    this.parameters = parameters;
  }

  /** A key and, as a piece of SQL on {@code r}, its value. */
  record Sorted(Key key, Sql value) {}

  /**
   * @throws RecordException INVALID for what cannot be sorted by
   */
  List<Sorted> of(Scope scope, List<SearchRequest.Sort> sorts) {
    List<Sorted> all = new ArrayList<>();
    for (SearchRequest.Sort sort : sorts) {
      all.add(sorted("k" + all.size(), scope, sort));
    }
    return all;
  }

  private Sorted sorted(String column, Scope scope, SearchRequest.Sort sort) {
    boolean descending = sort.descending();
    switch (sort.name()) {
      case "_id" -> {
        return new Sorted(new Key(column, "text", descending, true), Sql.of("r.id"));
      }
      case "_lastUpdated" -> {
        return new Sorted(new Key(column, "timestamptz", descending, true), Sql.of("r.updated"));
      }
      default -> {
        // A parameter of the type.
      }
    }
    if (!scope.isOfOneType()) {
      throw new RecordException(
          Kind.INVALID,
          "not-supported",
          null,
          "Several types cannot be sorted by '%s' at once: sort by _id or _lastUpdated."
              .formatted(sort.name()));
    }
    String type = scope.type();
    SearchParameters.Parameter parameter =
        parameters.find(type, sort.name()).orElseThrow(() -> refused(type, sort));
    String best = descending ? "max" : "min";
    Long[] params = parameter.params();
    return switch (parameter.type()) {
      case DATE ->
          new Sorted(
              new Key(column, "bigint", descending),
              value(scope, best + "(x.lo)", "search_date", params));
      case STRING ->
          new Sorted(
              new Key(column, "text", descending),
              value(scope, best + "(x.folded)", "search_string", params));
      case NUMBER, QUANTITY ->
          new Sorted(
              new Key(column, "numeric", descending),
              value(
                  scope, best + (descending ? "(x.high)" : "(x.low)"), "search_quantity", params));
      case TOKEN, URI, REFERENCE ->
          new Sorted(new Key(column, "text", descending), ofBody(type, sort, best));
      default -> throw refused(type, sort);
    };
  }

  private static Sql value(Scope scope, String value, String table, Long[] params) {
    return Sql.of(
        "(select %s from %s x where x.rid = r.rid and x.param = any(?::bigint[]))"
            .formatted(value, scope.moment().table(table)),
        (Object) params);
  }

  /** The index holds no more than hashes of these: the text is in the body. */
  private Sql ofBody(String type, SearchRequest.Sort sort, String best) {
    FhirContext context = parameters.context();
    RuntimeSearchParam definition = context.getResourceDefinition(type).getSearchParam(sort.name());
    String[] paths = definition == null ? new String[0] : bodyPaths(type, definition.getPath());
    if (paths.length == 0) {
      throw refused(type, sort);
    }
    return Sql.of(
        """
        (select %s((x #>> '{}') collate "C")
         from (select convert_from(r.body, 'UTF8')::jsonb as body offset 0) j,
           unnest(?::text[]) as p(path), jsonb_path_query(j.body, p.path::jsonpath) x
         where jsonb_typeof(x) in ('string', 'boolean'))"""
            .formatted(best),
        (Object) paths);
  }

  /** As in {@code $.code.coding.code}; each step looks into lists by itself. */
  private static String[] bodyPaths(String type, String path) {
    for (String part : path.split("\\s\\|\\s")) {
      String plain = part.strip();
      if (plain.startsWith(type + ".") && PLAIN.matcher(plain).matches()) {
        String steps = "$" + plain.substring(type.length());
        return Stream.of("", ".coding.code", ".code", ".value", ".reference")
            .map(last -> steps + last)
            .toArray(String[]::new);
      }
    }
    return new String[0];
  }

  private RecordException refused(String type, SearchRequest.Sort sort) {
    return new RecordException(
        Kind.INVALID,
        "not-supported",
        null,
        "%s cannot be sorted by '%s': sort by _id, _lastUpdated or a parameter of the type."
            .formatted(type, sort.name()));
  }
}
