package dev.vertepath.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that the record refuses whole, with every reason. */
public class RecordException extends RuntimeException {

  /** Why a request is refused; the boundary gives each kind its HTTP status. */
  public enum Kind {
    /** 400: the request cannot be understood. */
    INVALID,
    /** 404: no such resource or version. */
    NOT_FOUND,
    /** 410: it was deleted. */
    GONE,
    /** 409: others still refer to it, or two entries aim at the same target. */
    CONFLICT,
    /** 412: it changed meanwhile, or a condition matched several. */
    PRECONDITION_FAILED,
    /** 422: understood, but against a rule. */
    UNPROCESSABLE
  }

  /**
   * One reason.
   *
   * @param code an issue type of FHIR, as in {@code value} or {@code not-found}
   * @param expression where, as FHIRPath, if there is a place
   * @param diagnostics what is wrong and what to do, for a person
   */
  public record Problem(String code, @Nullable String expression, String diagnostics) {}

  private final Kind kind;
  private final transient List<Problem> problems;

  public RecordException(Kind kind, List<Problem> problems) {
    super(problems.isEmpty() ? kind.name() : problems.getFirst().diagnostics());
    this.kind = kind;
    this.problems = List.copyOf(problems);
  }

  public RecordException(Kind kind, String code, @Nullable String expression, String diagnostics) {
    this(kind, List.of(new Problem(code, expression, diagnostics)));
  }

  /** The same, its places being within this one, as in {@code Bundle.entry[3].resource}. */
  public RecordException within(String place) {
    return new RecordException(
        kind,
        problems.stream()
            .map(p -> new Problem(p.code(), inside(place, p.expression()), p.diagnostics()))
            .toList());
  }

  private static String inside(String place, @Nullable String expression) {
    if (expression == null || expression.startsWith(place)) {
      return expression == null ? place : expression;
    }
    int dot = expression.indexOf('.');
    return dot < 0 ? place : place + expression.substring(dot);
  }

  public Kind kind() {
    return kind;
  }

  public List<Problem> problems() {
    return problems;
  }
}
