package dev.vertepath.access.issuer;

import dev.vertepath.access.Scope;
import java.util.Collection;
import java.util.Objects;

/** Whether a client may have what it asks for. */
final class Scopes {

  private Scopes() {}

  /**
   * Whether each asked for is among those registered, or within one: {@code system/Patient.rs} is
   * within {@code system/*.cruds}.
   */
  static boolean cover(Collection<String> registered, Collection<String> asked) {
    return asked.stream()
        .allMatch(
            one -> registered.contains(one) || registered.stream().anyMatch(r -> within(one, r)));
  }

  private static boolean within(String asked, String registered) {
    Scope one;
    Scope other;
    try {
      one = Scope.parse(asked).orElse(null);
      other = Scope.parse(registered).orElse(null);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return one != null
        && other != null
        && one.context() == other.context()
        && (other.type() == null || other.type().equals(one.type()))
        && other.permissions().containsAll(one.permissions())
        && (other.query() == null || Objects.equals(other.query(), one.query()));
  }
}
