package dev.vertepath.pathway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of a case after its events, and the steps that led there. */
final class CaseProgress {
  private final List<Transition> transitions = new ArrayList<>();
  private CaseState judged = CaseState.AWAITING_EVIDENCE;

  /** How far the operation has come since the last that was given up; null before any order. */
  private @Nullable CaseState way;

  private @Nullable CloseReason closed;
  private @Nullable String closeNote;
  private boolean forGood;

  CaseProgress(Collection<CaseEvent> events) {
    events.stream()
        .sorted(
            Comparator.comparing(CaseEvent::at)
                .thenComparing(CaseEvent::kind)
                .thenComparing(e -> e.cause().reference()))
        .forEach(this::take);
  }

  CaseState state() {
    if (closed != null) {
      return CaseState.CLOSED;
    }
    return way == null ? judged : way;
  }

  @Nullable CloseReason closeReason() {
    return closed;
  }

  @Nullable String closeNote() {
    return closeNote;
  }

  List<Transition> transitions() {
    return List.copyOf(transitions);
  }

  private void take(CaseEvent event) {
    switch (event.kind()) {
      case JUDGED -> judged = event.state() == null ? judged : event.state();
      case ORDERED -> advance(CaseState.ORDERED);
      case BOOKED -> advance(CaseState.SCHEDULED);
      case BEGUN -> advance(CaseState.IN_PROCEDURE);
      case GIVEN_UP -> giveUp(event);
      case TREATED -> treated();
      case FOLLOWED_UP -> followedUp();
      case CLOSED_BY_PERSON -> close(event, false);
      case ENDED -> end(event);
      case ENTERED_IN_ERROR -> {
        forGood = false;
        close(event, true);
      }
    }
    step(event);
  }

  private void advance(CaseState to) {
    reopen();
    if (way == null || way.compareTo(to) < 0) {
      way = to;
    }
  }

  private void giveUp(CaseEvent event) {
    if (way != null && way.compareTo(CaseState.FOLLOW_UP) < 0) {
      way = event.state();
    }
  }

  private void treated() {
    reopen();
    way = CaseState.FOLLOW_UP;
  }

  private void followedUp() {
    if (way == CaseState.FOLLOW_UP) {
      way = CaseState.COMPLETED;
    }
  }

  private void reopen() {
    if (!forGood) {
      closed = null;
      closeNote = null;
    }
  }

  private void end(CaseEvent event) {
    if (way != CaseState.COMPLETED && closed == null) {
      close(event, true);
    }
  }

  private void close(CaseEvent event, boolean ever) {
    if (!forGood) {
      closed = event.reason();
      closeNote = event.note();
      forGood = ever;
    }
  }

  private void step(CaseEvent event) {
    CaseState from = transitions.isEmpty() ? null : transitions.getLast().to();
    CaseState to = state();
    if (from != to) {
      transitions.add(
          new Transition(from, to, event.at(), event.actor(), event.cause(), event.rule()));
    }
  }
}
