package dev.vertepath.exchange.event;

import dev.vertepath.record.ResourceKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param topic the code of a {@link Topic}, {@link #RECORD}, or another that the stream alone tells
 * @param patient logical id
 * @param version of the focus that tells of it; null where time alone does
 * @param state what filters by state compare with
 * @param channels who may want to know
 */
public record Event(
    String topic,
    @Nullable String patient,
    ResourceKey focus,
    @Nullable Long version,
    @Nullable String state,
    Instant occurred,
    List<String> channels) {

  /** A resource was stored: what subscriptions by criteria are asked about. */
  public static final String RECORD = "record";

  /** Work was given to somebody, snoozed, done or moved: what a list of it is renewed for. */
  static final String WORK_ITEM = "work-item-changed";

  public Event {
    channels = List.copyOf(channels);
  }

  /** The same with those who may want to know of it; empty where nobody does. */
  public static Optional<Event> wantedBy(Event event, Collection<Interest> wanted) {
    List<String> channels =
        wanted.stream()
            .filter(interest -> interest.mayWant(event))
            .map(Interest::channel)
            .distinct()
            .toList();
    return channels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Event(
                event.topic,
                event.patient,
                event.focus,
                event.version,
                event.state,
                event.occurred,
                channels));
  }

  /** Of one key, who is told of one event is told of the next one later. */
  public String orderKey() {
    return patient == null ? focus.reference() : "Patient/" + patient;
  }
}
