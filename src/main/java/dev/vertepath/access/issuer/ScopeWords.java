package dev.vertepath.access.issuer;

import dev.vertepath.access.Permission;
import dev.vertepath.access.Scope;
import java.util.stream.Collectors;

/** Scopes in words, for the person who is asked. */
final class ScopeWords {

  private ScopeWords() {}

  static String of(String scope) {
    return switch (scope) {
      case "openid", "profile", "fhirUser" -> "know who you are (%s)".formatted(scope);
      case LaunchContext.SCOPE -> "know which patient it is opened for";
      case LaunchContext.LAUNCH -> "know from which patient's page you opened it";
      case RefreshTokens.SCOPE -> "keep what you allow after you have left, until it is taken back";
      default -> Scope.parse(scope).map(parsed -> words(parsed) + " (" + scope + ")").orElse(scope);
    };
  }

  private static String words(Scope scope) {
    String verbs =
        scope.permissions().stream().map(Permission::verb).collect(Collectors.joining(", "));
    String what = scope.type() == null ? "everything" : scope.type();
    String whose =
        scope.context() == Scope.Context.PATIENT ? " of that patient" : " that you may yourself";
    return verbs
        + " "
        + what
        + whose
        + (scope.query() == null ? "" : ", as far as a search finds it");
  }
}
