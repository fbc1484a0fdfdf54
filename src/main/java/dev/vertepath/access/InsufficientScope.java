package dev.vertepath.access;

import dev.vertepath.record.RecordException;
import java.util.List;
import java.util.function.UnaryOperator;

/** A refusal that another scope would mend (RFC 6750, 3.1). */
public final class InsufficientScope extends RecordException {

  private static final long serialVersionUID = 1;

  private final String scope;

  InsufficientScope(String sentence, String scope) {
    this(List.of(new Problem("forbidden", null, sentence)), scope);
  }

  private InsufficientScope(List<Problem> problems, String scope) {
    super(Kind.FORBIDDEN, problems);
    this.scope = scope;
  }

  /** What {@link Decision.Refused} says. */
  public static RecordException of(Decision.Refused refused) {
    return refused.scope() == null
        ? new RecordException(Kind.FORBIDDEN, "forbidden", null, refused.sentence())
        : new InsufficientScope(refused.sentence(), refused.scope());
  }

  @Override
  public RecordException with(UnaryOperator<Problem> change) {
    return new InsufficientScope(problems().stream().map(change).toList(), scope);
  }

  /** One that would do, as {@code user/Patient.r}. */
  public String scope() {
    return scope;
  }
}
