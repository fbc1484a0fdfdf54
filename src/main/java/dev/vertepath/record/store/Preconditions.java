package dev.vertepath.record.store;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.index.Row;
import org.jspecify.annotations.Nullable;

/** What a client demands of the current version before it is changed. */
public final class Preconditions {

  private Preconditions() {}

  public static void ifMatch(Draft draft, @Nullable Row current) {
    Long wanted = draft.ifMatch();
    if (wanted == null) {
      return;
    }
    if (current == null || current.resource().deleted()) {
      throw new RecordException(
          Kind.PRECONDITION_FAILED,
          "conflict",
          draft.at(),
          "If-Match names version %d, but there is no %s (any more)."
              .formatted(wanted, draft.key()));
    }
    if (wanted != current.resource().version()) {
      throw new RecordException(
          Kind.PRECONDITION_FAILED,
          "conflict",
          draft.at(),
          "If-Match names version %d, but the current version of %s is %d: read it, apply your"
                  .formatted(wanted, draft.key(), current.resource().version())
              + " change to it and send it again.");
    }
  }
}
