package dev.vertepath.pathway;

import dev.vertepath.pathway.ActivityDefinition.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The activities of one plan: done by a score in their window, by a person, or by the passing of
 * time.
 *
 * <p>Open work stays open after its window, since late work can still be done. Advice asks for no
 * answer: it ends when a review is done after its window, so that no clock is needed.
 */
final class Activities {
  private static final String PASSED = "its time has passed";

  /**
   * An activity with its progress.
   *
   * @param at when it was done; null while it is not
   */
  record Progress(
      String key,
      ActivityDefinition definition,
      Window window,
      WorkStatus status,
      @Nullable Source output,
      @Nullable String reason,
      @Nullable Instant at,
      @Nullable Source told,
      @Nullable String actor) {

    boolean isDone() {
      return status == WorkStatus.DONE || status == WorkStatus.DONE_BY_PERSON;
    }

    ActivityOutcome outcome(@Nullable String cancelled) {
      return status == WorkStatus.OPEN && cancelled != null
          ? new ActivityOutcome(key, definition, window, WorkStatus.CANCELLED, null, cancelled)
          : new ActivityOutcome(key, definition, window, status, output, reason);
    }
  }

  private final List<Progress> all;

  Activities(
      FollowUpProtocol protocol,
      Operation operation,
      Set<Cause> causes,
      PainScores pain,
      Acts acts) {
    List<Progress> seen =
        protocol.activities().stream()
            .filter(a -> applies(a, causes))
            .map(a -> progress(a, operation, pain, acts))
            .toList();
    Progress closing = closing(seen);
    Instant reviewed =
        reviews(seen)
            .map(Progress::at)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null);
    var aged = new ArrayList<Progress>();
    for (Progress progress : seen) {
      aged.add(aged(progress, reviewed, closing != null && closing.isDone()));
    }
    all = Collections.unmodifiableList(aged);
  }

  static boolean applies(ActivityDefinition activity, Set<Cause> causes) {
    return activity.causes().isEmpty() || !Collections.disjoint(activity.causes(), causes);
  }

  static String key(Operation operation, ActivityDefinition activity) {
    return "follow-up/" + operation.root() + "/" + activity.code();
  }

  private static Progress progress(
      ActivityDefinition activity, Operation operation, PainScores pain, Acts acts) {
    String key = key(operation, activity);
    WorkStatus person = acts.status(key);
    Act act = acts.on(key);
    Window moved = act == null ? null : act.window();
    Window window = moved == null ? activity.window(operation.to()) : moved;
    if (person != null && act != null) {
      return new Progress(
          key, activity, window, person, null, act.reason(), act.at(), act.source(), act.actor());
    }
    PainScores.Score score = activity.completedByPainScore() ? pain.first(window) : null;
    return score == null
        ? new Progress(key, activity, window, WorkStatus.OPEN, null, null, null, null, null)
        : new Progress(
            key,
            activity,
            window,
            WorkStatus.DONE,
            score.source(),
            null,
            score.at(),
            score.source(),
            null);
  }

  private static Progress aged(Progress p, @Nullable Instant reviewed, boolean closed) {
    boolean passed = reviewed != null && (closed || !p.window().end().isAfter(reviewed));
    return p.definition().kind() == Kind.ADVICE && p.status() == WorkStatus.OPEN && passed
        ? new Progress(
            p.key(), p.definition(), p.window(), WorkStatus.DONE, null, PASSED, null, null, null)
        : p;
  }

  private static Stream<Progress> reviews(List<Progress> progress) {
    return progress.stream().filter(p -> p.definition().kind() == Kind.REVIEW && p.isDone());
  }

  /** The review that closes the plan: the one whose window ends last. */
  private static @Nullable Progress closing(List<Progress> progress) {
    return progress.stream()
        .filter(p -> p.definition().kind() == Kind.REVIEW)
        .max(
            Comparator.comparing((Progress p) -> p.window().end())
                .thenComparing(p -> p.definition().code()))
        .orElse(null);
  }

  List<Progress> all() {
    return all;
  }

  /** Whether the closing review is done and nothing else is left to do. */
  boolean finished() {
    Progress closing = closing(all);
    return closing != null
        && closing.isDone()
        && all.stream().allMatch(p -> p.status() != WorkStatus.OPEN);
  }

  /** What was done last; null when nothing was. */
  @Nullable Progress last() {
    return all.stream()
        .filter(p -> p.at() != null && p.told() != null)
        .max(
            Comparator.comparing((Progress p) -> Objects.requireNonNull(p.at()))
                .thenComparing(Progress::key))
        .orElse(null);
  }

  /** End of the last window. */
  Instant end(Instant otherwise) {
    return all.stream().map(p -> p.window().end()).max(Instant::compareTo).orElse(otherwise);
  }
}
