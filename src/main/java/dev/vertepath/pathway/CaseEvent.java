package dev.vertepath.pathway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that may move a case.
 *
 * @param kind what happened; of two at one time the earlier kind comes first
 * @param cause the version that tells it
 * @param actor who did it, if named
 * @param rule what decides that it moves the case
 * @param state the verdict's, or what is left when an operation is given up
 * @param reason why a case is closed
 * @param note for a person, why a case is closed
 */
record CaseEvent(
    Instant at,
    Kind kind,
    Source cause,
    @Nullable String actor,
    String rule,
    @Nullable CaseState state,
    @Nullable CloseReason reason,
    @Nullable String note) {

  /** The rule of events that a resource of the record tells by itself. */
  static final String RECORD = "record";

  /** What happened. */
  enum Kind {
    JUDGED,
    ORDERED,
    BOOKED,
    BEGUN,
    /** An operation was stopped or not done: the case falls back to what is left. */
    GIVEN_UP,
    TREATED,
    FOLLOWED_UP,
    /** A person closed the case; what happens later opens it again. */
    CLOSED_BY_PERSON,
    /** It is over for good: death, a resolved fracture. */
    ENDED,
    /** There never was such a fracture. */
    ENTERED_IN_ERROR
  }

  static CaseEvent judged(Instant at, CaseState state, Source evidence, String rule) {
    return new CaseEvent(at, Kind.JUDGED, evidence, null, rule, state, null, null);
  }

  static CaseEvent of(Instant at, Kind kind, Source cause, @Nullable String actor) {
    return new CaseEvent(at, kind, cause, actor, RECORD, null, null, null);
  }

  static CaseEvent givenUp(Instant at, Source cause, @Nullable CaseState left) {
    return new CaseEvent(at, Kind.GIVEN_UP, cause, null, RECORD, left, null, null);
  }

  static CaseEvent closed(Act act) {
    return new CaseEvent(
        act.at(),
        Kind.CLOSED_BY_PERSON,
        act.source(),
        act.actor(),
        RECORD,
        null,
        Acts.reason(act),
        act.reason());
  }

  static CaseEvent ended(Instant at, Kind kind, Source cause, CloseReason reason, String note) {
    return new CaseEvent(at, kind, cause, null, RECORD, null, reason, note);
  }
}
