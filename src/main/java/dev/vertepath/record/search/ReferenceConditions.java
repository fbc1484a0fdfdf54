package dev.vertepath.record.search;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.Tokens;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Conditions on references, literal, canonical and by identifier (R4 search.html, "reference"). */
final class ReferenceConditions {

  private static final List<String> MODIFIERS =
      List.of("identifier", "text", "missing", "[type of resource]");

  private final References references;
  private final Set<String> types;
  private final TextConditions texts;

  /**
   * @param types every resource type of R4
   */
  ReferenceConditions(References references, Set<String> types, TextConditions texts) {
    this.references = references;
    this.types = Set.copyOf(types);
    this.texts = texts;
  }

  Sql of(Scope scope, SearchParameters.Parameter parameter, Parameter asked) {
    return switch (asked.modifier()) {
      case "identifier" -> TokenConditions.anyOf(scope, identifiers(parameter.tokens(), asked));
      case "text" -> texts.of(scope, parameter, asked);
      default -> {
        String type = asked.modifier();
        if (!type.isEmpty() && !types.contains(type)) {
          throw Refusals.modifier(asked, MODIFIERS);
        }
        if (!type.isEmpty() && !targets(parameter).contains(type)) {
          throw Refusals.invalid(
              asked,
              "can match nothing: it refers to "
                  + String.join(", ", parameter.targets().stream().sorted().toList()));
        }
        yield Alternatives.any(
            asked, value -> of(scope, parameter, type, QueryString.unescape(value)));
      }
    };
  }

  private Sql of(Scope scope, SearchParameters.Parameter parameter, String type, String value) {
    Optional<ResourceKey> target = references.target(value);
    if (target.isEmpty() && !type.isEmpty()) {
      target = references.target(type + "/" + value);
    }
    if (target.isEmpty()) {
      return value.contains(":") || !parameter.isLiteral()
          ? token(scope, parameter, value)
          : to(scope, parameter, targets(parameter), value);
    }
    ResourceKey key = target.get();
    if (!parameter.isLiteral()) {
      return token(scope, parameter, value);
    }
    Sql literal =
        isOther(key, type) || isOther(key, parameter.stored().only())
            ? Sql.of("false")
            : to(scope, parameter, List.of(key.type()), key.id());
    return parameter.isLiteralOnly()
        ? literal
        : Sql.any(List.of(literal, token(scope, parameter, value)));
  }

  private static boolean isOther(ResourceKey key, @Nullable String type) {
    return type != null && !type.isEmpty() && !key.type().isEmpty() && !key.type().equals(type);
  }

  private static Sql to(
      Scope scope, SearchParameters.Parameter parameter, Collection<String> targets, String id) {
    return scope.has(
        "reference",
        named(parameter)
            .then(
                " and x.target_type = any(?::text[]) and x.target_id = ?",
                targets.toArray(String[]::new),
                id));
  }

  /** The rows of references that may be a parameter's, under the alias {@code x}. */
  static Sql named(SearchParameters.Parameter parameter) {
    List<String> names = parameter.stored().references();
    return names.size() == 1
        ? Sql.of("x.param = ?", names.getFirst())
        : Sql.of("x.param = any(?::text[])", (Object) names.toArray(String[]::new));
  }

  /** Those that are. */
  static Sql rows(SearchParameters.Parameter parameter) {
    String only = parameter.stored().only();
    return only == null
        ? named(parameter)
        : named(parameter)
            .then(
                " and (x.target_type = ? or x.target_type = '' and x.target_id ~ ?)",
                only,
                "/" + only + "/");
  }

  /** Canonical URLs and resources within others are tokens. */
  private static Sql token(Scope scope, SearchParameters.Parameter parameter, String value) {
    return TokenConditions.anyOf(scope, List.of(parameter.tokens().code(value)));
  }

  /** The types that a parameter refers to. */
  Set<String> targets(SearchParameters.Parameter parameter) {
    return parameter.targets().isEmpty() ? types : parameter.targets();
  }

  /** What a composite's reference is stored as. */
  List<Long> composite(Tokens tokens, SearchParameters.Parameter parameter, String value) {
    String plain = QueryString.unescape(value);
    Optional<ResourceKey> target = references.target(plain);
    if (target.isPresent()) {
      return List.of(tokens.code(target.get().reference()));
    }
    return targets(parameter).stream().map(type -> tokens.code(type + "/" + plain)).toList();
  }

  private static List<Long> identifiers(Tokens tokens, Parameter asked) {
    List<Long> hashes = new ArrayList<>();
    for (String value : Alternatives.of(asked)) {
      List<String> parts =
          QueryString.split(value, '|').stream().map(QueryString::unescape).toList();
      if (parts.getLast().isEmpty() || parts.size() > 2) {
        throw Refusals.invalid(asked, "must be an identifier: system|value, |value or value");
      }
      hashes.add(
          parts.size() == 1
              ? tokens.identifier(parts.getFirst())
              : tokens.identifier(parts.getFirst(), parts.getLast()));
    }
    return hashes;
  }
}
