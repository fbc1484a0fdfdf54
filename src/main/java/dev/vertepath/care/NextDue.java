package dev.vertepath.care;

import dev.vertepath.pathway.Window;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Notes in a plan when its earliest open activity is due, so that a worklist of plans need not look
 * at all their activities: the search parameter {@code next-due} reads it. The earliest is the one
 * whose window ends first, for some windows are open from the beginning.
 */
final class NextDue {

  private static final Comparator<Window> EARLIEST =
      Comparator.comparing(Window::end).thenComparing(Window::start);

  private NextDue() {}

  /**
   * @param work what the activities of the plan are done on
   */
  static void note(WorkItem plan, Collection<WorkItem> work) {
    Window next = plan.isOver() ? null : next(work);
    if (next == null) {
      remove(plan);
    } else {
      plan.keep(
          "extension",
          NextDue::isOther,
          Fhir.object()
              .put("url", Systems.NEXT_DUE)
              .set("valuePeriod", Fhir.period(next.start(), next.end())));
    }
  }

  /** Nothing of a plan that is over is due. */
  static void remove(WorkItem plan) {
    plan.keep("extension", NextDue::isOther);
  }

  private static @Nullable Window next(Collection<WorkItem> work) {
    return work.stream()
        .filter(item -> !item.isOver())
        .map(WorkItem::window)
        .filter(Objects::nonNull)
        .min(EARLIEST)
        .orElse(null);
  }

  private static boolean isOther(JsonNode extension) {
    return !extension.path("url").asString("").equals(Systems.NEXT_DUE);
  }
}
