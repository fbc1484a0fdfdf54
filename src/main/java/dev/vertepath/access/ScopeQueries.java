package dev.vertepath.access;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.Sight;

/**
 * Scopes that allow part of a type, as {@code user/Observation.rs?category=laboratory} (SMART App
 * Launch 2.2, "Finer-grained resource constraints"): what they allow is a part of the sight.
 */
public final class ScopeQueries {

  private final ClinicalRecord record;

  ScopeQueries(ClinicalRecord record) {
    this.record = record;
  }

  /**
   * That a scope can be kept to.
   *
   * @throws IllegalArgumentException that says why not
   */
  public void require(Scope scope) {
    String query = scope.query();
    if (query == null) {
      return;
    }
    String type = scope.type();
    if (type == null) {
      throw new IllegalArgumentException(
          "'%s' has a query for all types: name one type for each.".formatted(scope));
    }
    try {
      record.narrowed(type, query, "q");
    } catch (RecordException e) {
      if (e.kind() == Kind.NOT_YET) {
        throw e;
      }
      throw new IllegalArgumentException(
          "'%s' has a query that is not served in scopes: %s".formatted(scope, e.getMessage()), e);
    }
  }

  /**
   * What of a type a query lets be seen.
   *
   * @param name that begins the names of what the condition is given
   * @throws RecordException FORBIDDEN when it cannot be kept to
   */
  Sight narrowed(String type, String query, String name) {
    try {
      return record.narrowed(type, query, name);
    } catch (RecordException e) {
      throw e.kind() == Kind.NOT_YET
          ? e
          : new RecordException(
              Kind.FORBIDDEN,
              "forbidden",
              null,
              "The token's scope for %s?%s is not served: %s"
                  .formatted(type, query, e.getMessage()));
    }
  }
}
