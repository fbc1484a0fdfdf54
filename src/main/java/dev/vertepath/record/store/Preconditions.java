package dev.vertepath.record.store;

import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/** What a client demands of the current version before it is changed. */
public final class Preconditions {

  private Preconditions() {}

  /**
   * @throws RecordException PRECONDITION_FAILED, with the version that is there; GONE for an id
   *     that was erased, which is not used again
   * @throws OptimisticLockingFailureException when another request was faster
   */
  public static void ifMatch(Draft draft, @Nullable Row current) {
    if (current != null && current.resource().isErased() && draft.body() != null) {
      throw RecordException.erased(current.resource()).within(draft.at());
    }
    Draft.Expected expected = draft.expected();
    Long version =
        current == null || current.resource().deleted() ? null : current.resource().version();
    ifMatch(draft.key(), expected.version(), version, draft.at());
    if (expected.nothing() && version != null) {
      throw failed(
          draft.at(),
          "If-None-Match is *, but there is a %s, in version %d: to change it, name that version in"
                  .formatted(draft.key(), version)
              + " If-Match instead.",
          version);
    }
    if (expected.base() != null && !expected.base().equals(version)) {
      throw new OptimisticLockingFailureException("A resource changed meanwhile");
    }
  }

  /**
   * @param wanted the version that the client read, if it named one
   * @param current the one that is there, if there is one
   * @throws RecordException PRECONDITION_FAILED, with the version that is there
   */
  static void ifMatch(ResourceKey key, @Nullable Long wanted, @Nullable Long current, String at) {
    if (wanted == null || wanted.equals(current)) {
      return;
    }
    throw failed(
        at,
        current == null
            ? "If-Match names version %d, but there is no %s (any more).".formatted(wanted, key)
            : "If-Match names version %d, but the current version of %s is %d: read it, apply your"
                    .formatted(wanted, key, current)
                + " change to it and send it again.",
        current);
  }

  /**
   * What a write comes to where something lies that the sender may not see: a delete finds nothing
   * to delete.
   *
   * @throws RecordException FORBIDDEN for any other: the id is taken, and by whom is not told
   */
  static Outcome outOfSight(Draft draft) {
    if (draft.body() == null) {
      ifMatch(draft.key(), draft.expected().version(), null, draft.at());
      return new Outcome.Deleted(0);
    }
    throw new RecordException(
        Kind.FORBIDDEN,
        "forbidden",
        draft.at(),
        "The caller may not write %s: what is the caller's own can be written, and new resources under other ids, or by POST."
            .formatted(draft.key()));
  }

  private static RecordException failed(String at, String what, @Nullable Long current) {
    return new RecordException(
        Kind.PRECONDITION_FAILED, List.of(new Problem("conflict", at, what)), current);
  }
}
