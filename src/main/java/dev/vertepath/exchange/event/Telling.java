package dev.vertepath.exchange.event;

import dev.vertepath.care.Milestone;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Notes what a request's writes mean for those who want to be told, within its transaction: by one
 * statement, and by none where nobody wants to know.
 */
final class Telling implements Consequence {

  private final Interests interests;
  private final EventTable table;
  private final Runnable afterCommit;

  /**
   * @param afterCommit is run within the transaction, and has them sent when it is committed
   */
  Telling(Interests interests, EventTable table, Runnable afterCommit) {
    this.interests = interests;
    this.table = table;
    this.afterCommit = afterCommit;
  }

  @Override
  public void follow(RecordChange change) {
    List<Interest> wanted = interests.at(change.definitions());
    if (wanted.isEmpty()) {
      return;
    }
    change.settle();
    List<Event> events = new ArrayList<>();
    change.written().stream()
        .sorted(Comparator.comparing(ResourceKey::reference))
        .map(change::stored)
        .filter(stored -> !stored.deleted())
        .forEach(stored -> add(events, change, stored, wanted));
    if (!events.isEmpty()) {
      table.add(events);
      afterCommit.run();
    }
  }

  private static void add(
      List<Event> events, RecordChange change, StoredResource stored, List<Interest> wanted) {
    boolean topics = wanted.stream().anyMatch(interest -> interest.topic() != null);
    boolean types =
        wanted.stream().anyMatch(interest -> stored.key().type().equals(interest.type()));
    if (topics) {
      StoredResource before = change.before(stored.key()).orElse(null);
      Milestone.of(before, stored)
          .ifPresent(
              milestone ->
                  add(
                      events,
                      event(Topic.code(milestone.kind()), stored, milestone.state(), change),
                      wanted));
    }
    if (types) {
      add(events, event(Event.RECORD, stored, null, change), wanted);
    }
  }

  private static Event event(
      String topic,
      StoredResource stored,
      @org.jspecify.annotations.Nullable String state,
      RecordChange change) {
    return new Event(
        topic, stored.patient(), stored.key(), stored.version(), state, change.now(), List.of());
  }

  private static void add(List<Event> events, Event event, List<Interest> wanted) {
    Event.wantedBy(event, wanted).ifPresent(events::add);
  }
}
