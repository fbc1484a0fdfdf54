package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.time;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a person did to a work item. */
final class GivenAct extends Arrival<GivenAct> {
  private final Instant at;
  private @Nullable String businessStatus;
  private @Nullable String reason;
  private @Nullable String actor;
  private @Nullable Window window;

  GivenAct(String key, String code, String time) {
    super(key);
    status = code;
    at = time(time);
  }

  @Override
  GivenAct self() {
    return this;
  }

  GivenAct businessStatus(String code) {
    businessStatus = code;
    return this;
  }

  GivenAct saying(String text) {
    reason = text;
    return this;
  }

  GivenAct movedTo(String start, String end) {
    window = new Window(time(start), time(end));
    return this;
  }

  GivenAct by(String who) {
    actor = who;
    return this;
  }

  @Override
  Act fact() {
    return new Act(
        new Source("Task/of-" + reference.replace('/', '-'), 2, at),
        status,
        businessStatus,
        reason,
        actor,
        at,
        window);
  }
}
