package dev.vertepath.record;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A request that the record refuses whole, with every reason. */
public class RecordException extends RuntimeException {

  /** Why a request is refused; the boundary gives each kind its HTTP status. */
  public enum Kind {
    /** 400: the request cannot be understood. */
    INVALID,
    /** 403: the caller may not. */
    FORBIDDEN,
    /** 404: no such resource or version. */
    NOT_FOUND,
    /** 410: it was deleted. */
    GONE,
    /** 409: the state of the resource does not allow it, as while others refer to it. */
    CONFLICT,
    /** 412: it changed meanwhile, or a condition matched several. */
    PRECONDITION_FAILED,
    /** 422: understood, but against a rule. */
    UNPROCESSABLE,
    /** 503: it will be possible when work in the background is done. */
    NOT_YET
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
  private final @Nullable Long current;

  public RecordException(Kind kind, List<Problem> problems) {
    this(kind, problems, null);
  }

  /**
   * @param current the version that is there, when another one was demanded
   */
  public RecordException(Kind kind, List<Problem> problems, @Nullable Long current) {
    super(problems.isEmpty() ? kind.name() : problems.getFirst().diagnostics());
    this.kind = kind;
    this.problems = List.copyOf(problems);
    this.current = current;
  }

  public RecordException(Kind kind, String code, @Nullable String expression, String diagnostics) {
    this(kind, List.of(new Problem(code, expression, diagnostics)));
  }

  /** That it was erased, and that its id is not given again. */
  public static RecordException erased(StoredResource mark) {
    return new RecordException(
        Kind.GONE,
        "deleted",
        mark.key().type(),
        "%s was erased at %s: nothing of it is kept, and its id is not used again."
            .formatted(mark.key(), mark.lastUpdated()));
  }

  /** The same, its places being within this one, as in {@code Bundle.entry[3].resource}. */
  public RecordException within(String place) {
    return with(p -> new Problem(p.code(), inside(place, p.expression()), p.diagnostics()));
  }

  /** The same, each reason told otherwise. */
  public RecordException with(UnaryOperator<Problem> change) {
    return new RecordException(kind, problems.stream().map(change).toList(), current);
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

  /** The version that is there, when another one was demanded. */
  public @Nullable Long current() {
    return current;
  }
}
