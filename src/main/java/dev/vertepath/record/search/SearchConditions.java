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
  public Sql of(String type, Parameter asked) {
    return switch (asked.name()) {
      case "_id" -> any(asked, value -> Sql.of("r.id = ?", QueryString.unescape(value)));
      case "_lastUpdated" -> {
        plain(asked);
        yield any(asked, value -> ordered.range(asked, value, "r.updated", "r.updated"));
      }
      case "_tag", "_security", "_profile" -> tokens(type, asked);
      default -> defined(type, asked);
    };
  }

  private Sql defined(String type, Parameter asked) {
    SearchParameters.Parameter parameter =
        parameters.find(type, asked.name()).orElseThrow(() -> unknown(type, asked));
    if (asked.modifier().equals("missing")) {
      return missing(type, parameter, asked);
    }
    return switch (parameter.type()) {
      case TOKEN -> tokens(type, asked);
      case URI -> {
        plain(asked);
        yield any(asked, v -> token(Hashes.of(type, asked.name(), "c", QueryString.unescape(v))));
      }
      case DATE -> {
        plain(asked);
        yield any(asked, value -> ordered.date(type, asked, value));
      }
      case STRING -> any(asked, value -> string(type, asked, QueryString.unescape(value)));
      case REFERENCE -> any(asked, value -> reference(type, parameter, asked, value));
      case NUMBER, QUANTITY -> {
        plain(asked);
        yield any(asked, value -> ordered.quantity(type, asked, value));
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

  private static Sql tokens(String type, Parameter asked) {
    Sql found = any(asked, value -> token(tokenHash(type, asked.name(), value)));
    return switch (asked.modifier()) {
      case "" -> found;
      case "not" -> found.negated();
      default -> throw modifier(asked);
    };
  }

  private static Sql token(long hash) {
    return Sql.of(
        "r.rid in (select t.rid from search_token t where t.tokens @> array[?::bigint])", hash);
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

  private Sql missing(String type, SearchParameters.Parameter parameter, Parameter asked) {
    Sql present =
        switch (parameter.type()) {
          case TOKEN, URI -> token(Hashes.of(type, parameter.name(), "any"));
          case REFERENCE ->
              Sql.of("r.rid in (select f.rid from reference f where f.param = ?)", asked.name());
          case DATE -> inTable("search_date", type, asked);
          case STRING -> inTable("search_string", type, asked);
          default -> inTable("search_quantity", type, asked);
        };
    return switch (asked.value()) {
      case "true" -> present.negated();
      case "false" -> present;
      default -> throw invalid(asked, "must be true or false");
    };
  }

  private static Sql inTable(String table, String type, Parameter asked) {
    return Sql.of(
        "r.rid in (select x.rid from " + table + " x where x.type = ? and x.param = ?)",
        type,
        asked.name());
  }

  private Sql string(String type, Parameter asked, String value) {
    String folded = Extraction.fold(value);
    String of = "r.rid in (select s.rid from search_string s where s.type = ? and s.param = ? and ";
    return switch (asked.modifier()) {
      case "exact" ->
          Sql.of(
              of + "left(s.folded, 200) = left(?, 200) and s.exact = ?)",
              type,
              asked.name(),
              folded,
              value);
      case "contains" -> Sql.of(of + "position(? in s.folded) > 0)", type, asked.name(), folded);
      case "" ->
          Sql.of(
              of + "left(s.folded, 200) like ? and starts_with(s.folded, ?))",
              type,
              asked.name(),
              like(folded),
              folded);
      default -> throw modifier(asked);
    };
  }

  /** The index holds the first 200 characters. */
  private static String like(String start) {
    String head = start.length() > 200 ? start.substring(0, 200) : start;
    return head.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  private Sql reference(
      String type, SearchParameters.Parameter parameter, Parameter asked, String value) {
    String of = "r.rid in (select f.rid from reference f where f.param = ? and ";
    String name = asked.name();
    if (asked.modifier().equals("identifier")) {
      List<String> parts = parts(value);
      String system = parts.size() == 1 ? "" : parts.getFirst();
      long hash = References.identifierHash(system, parts.getLast());
      return Sql.of(of + "f.identifier = ?)", name, hash);
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
          Sql.of(of + "f.target_type = ? and f.target_id = ?)", name, key.type(), key.id());
      return key.type().isEmpty() ? Sql.any(List.of(literal, url(type, name, plain))) : literal;
    }
    if (plain.contains(":")) {
      return url(type, name, plain);
    }
    return Sql.of(
        of + "f.target_type = any(?::text[]) and f.target_id = ?)",
        name,
        parameter.targets().toArray(String[]::new),
        plain);
  }

  private static Sql url(String type, String param, String url) {
    return token(Hashes.of(type, param, "c", url));
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
