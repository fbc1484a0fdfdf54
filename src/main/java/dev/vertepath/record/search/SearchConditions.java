package dev.vertepath.record.search;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.Hashes;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.search.QueryString.Parameter;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** Turns search parameters into conditions (R4 search.html). */
public final class SearchConditions {

  private final SearchParameters parameters;
  private final References references;
  private final OrderedConditions ordered;

  public SearchConditions(SearchParameters parameters, References references, ZoneId zone) {
    this.parameters = parameters;
    this.references = references;
    this.ordered = new OrderedConditions(zone);
  }

  /**
   * @throws RecordException INVALID for a parameter that this type does not have, a modifier that
   *     does not apply or a value that cannot be read
   */
  Sql of(Scope scope, Parameter asked) {
    return switch (asked.name()) {
      case "_id" -> {
        plain(asked);
        yield any(asked, v -> scope.is(Sql.of("y.id = ?", QueryString.unescape(v))));
      }
      case "_lastUpdated" -> {
        plain(asked);
        yield any(asked, value -> scope.is(ordered.updated(asked, value)));
      }
      case "_tag", "_security", "_profile" -> tokens(scope, asked);
      default -> defined(scope, asked);
    };
  }

  private Sql defined(Scope scope, Parameter asked) {
    String type = scope.type();
    SearchParameters.Parameter parameter =
        parameters.find(type, asked.name()).orElseThrow(() -> unknown(type, asked));
    if (asked.modifier().equals("missing")) {
      return missing(scope, parameter, asked);
    }
    return switch (parameter.type()) {
      case TOKEN -> tokens(scope, asked);
      case URI -> {
        plain(asked);
        yield any(
            asked, v -> token(scope, Hashes.of(type, asked.name(), "c", QueryString.unescape(v))));
      }
      case DATE -> {
        plain(asked);
        yield any(asked, value -> ordered.date(scope, asked, value));
      }
      case STRING -> any(asked, value -> string(scope, asked, QueryString.unescape(value)));
      case REFERENCE -> any(asked, value -> reference(scope, parameter, asked, value));
      case NUMBER, QUANTITY -> {
        plain(asked);
        yield any(asked, value -> ordered.quantity(scope, asked, value));
      }
      default -> throw unknown(type, asked);
    };
  }

  private interface OfValue {
    Sql of(String value);
  }

  private static Sql any(Parameter asked, OfValue one) {
    List<String> values = QueryString.alternatives(asked.value());
    if (values.stream().anyMatch(String::isBlank)) {
      throw invalid(asked, "has an empty value: give one, or leave the parameter out");
    }
    return Sql.any(values.stream().map(one::of).toList());
  }

  private static Sql tokens(Scope scope, Parameter asked) {
    Sql found = any(asked, value -> token(scope, tokenHash(scope.type(), asked.name(), value)));
    return switch (asked.modifier()) {
      case "" -> found;
      case "not" -> found.negated();
      default -> throw modifier(asked);
    };
  }

  private static Sql token(Scope scope, long hash) {
    return scope.has("search_token", "x.tokens @> array[?::bigint]", hash);
  }

  private static long tokenHash(String type, String param, String value) {
    List<String> parts = parts(value);
    if (parts.size() == 1) {
      return Hashes.of(type, param, "c", parts.getFirst());
    }
    return parts.get(1).isEmpty()
        ? Hashes.of(type, param, "s", parts.get(0))
        : Hashes.of(type, param, "sc", parts.get(0), parts.get(1));
  }

  /** System and code, or the code alone. */
  private static List<String> parts(String value) {
    String[] parts = value.split("(?<!\\\\)\\|", 2);
    return Arrays.stream(parts).map(QueryString::unescape).toList();
  }

  private Sql missing(Scope scope, SearchParameters.Parameter parameter, Parameter asked) {
    String name = asked.name();
    long param = Hashes.param(scope.type(), name);
    Sql present =
        switch (parameter.type()) {
          case TOKEN, URI -> token(scope, Hashes.of(scope.type(), name, "any"));
          case REFERENCE -> scope.has("reference", "x.param = ?", name);
          case DATE -> scope.has("search_date", "x.param = ?", param);
          case STRING -> scope.has("search_string", "x.param = ?", param);
          default -> scope.has("search_quantity", "x.param = ?", param);
        };
    return switch (asked.value()) {
      case "true" -> present.negated();
      case "false" -> present;
      default -> throw invalid(asked, "must be true or false");
    };
  }

  private static Sql string(Scope scope, Parameter asked, String value) {
    String folded = Extraction.fold(value);
    long param = Hashes.param(scope.type(), asked.name());
    Sql condition =
        switch (asked.modifier()) {
          case "exact" ->
              Sql.of(
                  "x.param = ? and left(x.folded, 200) = left(?, 200) and x.exact = ?",
                  param,
                  folded,
                  value);
          case "contains" -> Sql.of("x.param = ? and position(? in x.folded) > 0", param, folded);
          case "" ->
              Sql.of(
                  "x.param = ? and left(x.folded, 200) like ? and starts_with(x.folded, ?)",
                  param,
                  like(folded),
                  folded);
          default -> throw modifier(asked);
        };
    return scope.has("search_string", condition);
  }

  /** The index holds the first 200 characters. */
  private static String like(String start) {
    String head = start.length() > 200 ? start.substring(0, 200) : start;
    return head.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  private Sql reference(
      Scope scope, SearchParameters.Parameter parameter, Parameter asked, String value) {
    String name = asked.name();
    if (asked.modifier().equals("identifier")) {
      List<String> parts = parts(value);
      String system = parts.size() == 1 ? "" : parts.getFirst();
      long hash = References.identifierHash(system, parts.getLast());
      return scope.has("reference", "x.param = ? and x.identifier = ?", name, hash);
    }
    if (!asked.modifier().isEmpty()
        && !parameters.context().getResourceTypes().contains(asked.modifier())) {
      throw modifier(asked);
    }
    String plain = QueryString.unescape(value);
    var target =
        references.target(asked.modifier().isEmpty() ? plain : asked.modifier() + "/" + plain);
    if (target.isPresent()) {
      ResourceKey key = target.get();
      Sql literal =
          scope.has(
              "reference",
              "x.param = ? and x.target_type = ? and x.target_id = ?",
              name,
              key.type(),
              key.id());
      return key.type().isEmpty() ? Sql.any(List.of(literal, url(scope, name, plain))) : literal;
    }
    if (plain.contains(":")) {
      return url(scope, name, plain);
    }
    return scope.has(
        "reference",
        "x.param = ? and x.target_type = any(?::text[]) and x.target_id = ?",
        name,
        parameter.targets().toArray(String[]::new),
        plain);
  }

  private static Sql url(Scope scope, String param, String url) {
    return token(scope, Hashes.of(scope.type(), param, "c", url));
  }

  private static void plain(Parameter asked) {
    if (!asked.modifier().isEmpty()) {
      throw modifier(asked);
    }
  }

  private RecordException unknown(String type, Parameter asked) {
    return new RecordException(
        Kind.INVALID,
        "not-supported",
        null,
        "%s has no search parameter '%s'. It has: _id, _lastUpdated, _tag, _security, _profile, %s."
            .formatted(type, asked.name(), String.join(", ", parameters.of(type).keySet())));
  }

  private static RecordException modifier(Parameter asked) {
    return invalid(asked, "cannot take the modifier ':" + asked.modifier() + "'");
  }

  public static RecordException invalid(Parameter asked, String what) {
    return new RecordException(
        Kind.INVALID,
        "invalid",
        null,
        "The search parameter %s=%s %s.".formatted(asked.name(), asked.value(), what));
  }
}
