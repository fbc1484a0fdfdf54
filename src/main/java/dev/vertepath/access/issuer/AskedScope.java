package dev.vertepath.access.issuer;

import dev.vertepath.access.Permission;
import dev.vertepath.access.Scope;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A scope that an app asks for, as the page puts it into words.
 *
 * @param code as in the request
 * @param kind {@code who}, {@code launch}, {@code opened}, {@code later}, {@code other}, or whose
 *     resources: {@code patient}, {@code user}, {@code system}
 * @param verbs what may be done with resources, as in {@link Permission#verb()}
 * @param type of the resources; null for all, and where it is not of resources
 * @param narrowed whether a search narrows it
 */
record AskedScope(
    String code, String kind, List<String> verbs, @Nullable String type, boolean narrowed) {

  static AskedScope of(String code) {
    return switch (code) {
      case "openid", "profile", "fhirUser" -> plain(code, "who");
      case LaunchContext.SCOPE -> plain(code, "launch");
      case LaunchContext.LAUNCH -> plain(code, "opened");
      case RefreshTokens.SCOPE -> plain(code, "later");
      default -> Scope.parse(code).map(scope -> of(code, scope)).orElse(plain(code, "other"));
    };
  }

  private static AskedScope plain(String code, String kind) {
    return new AskedScope(code, kind, List.of(), null, false);
  }

  private static AskedScope of(String code, Scope scope) {
    return new AskedScope(
        code,
        scope.context().name().toLowerCase(Locale.ROOT),
        scope.permissions().stream().map(Permission::verb).toList(),
        scope.type(),
        scope.query() != null);
  }
}
