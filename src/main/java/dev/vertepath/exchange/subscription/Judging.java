package dev.vertepath.exchange.subscription;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.GuardedRecord;
import dev.vertepath.exchange.event.Event;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether an event is what a subscription means, and what of it those may see who set it
 * up: with their role, scopes and sight, as they were then, and by what is shared and denied now.
 */
final class Judging {

  /** Shapes of the answer: of no use where nobody is answered. */
  private static final Pattern SHAPES =
      Pattern.compile(
          "(^|&)(_sort|_count|_total|_summary|_elements|_include|_revinclude|_asOf|_format|_pretty|_cursor)(:[^=&]*)?=");

  private final GuardedRecord record;

  Judging(GuardedRecord record) {
    this.record = record;
  }

  /**
   * Holds the search of a subscription against what is served and what the caller may do.
   *
   * @throws RecordException UNPROCESSABLE or FORBIDDEN, at {@code Subscription.criteria}
   */
  void rehearse(Definition definition, Caller caller) {
    String query = definition.query();
    if (SHAPES.matcher(query).find()) {
      throw new RecordException(
          Kind.UNPROCESSABLE,
          "not-supported",
          "Subscription.criteria",
          "Criteria say which resources are meant, and nothing of how an answer looks: leave out"
              + " parameters such as _sort, _count and _include.");
    }
    try {
      as(caller, () -> matches(definition, "0", ""));
    } catch (RecordException e) {
      Kind kind =
          e.kind() == Kind.FORBIDDEN || e.kind() == Kind.NOT_YET ? e.kind() : Kind.UNPROCESSABLE;
      throw new RecordException(
          kind,
          e.problems().getFirst().code(),
          "Subscription.criteria",
          "As a search the criteria are refused: " + e.problems().getFirst().diagnostics());
    }
  }

  /**
   * Whether the event is one of the subscription's. Where its search cannot be carried out now, as
   * while an index is made, it is told of all that its creator may see: rather too much than too
   * little.
   *
   * @throws RecordException when its search cannot be carried out any more, as without the search
   *     parameter that it names
   */
  boolean concerns(Channel channel, Event event) {
    if (!channel.isServed()) {
      return false;
    }
    for (boolean learned = false; ; learned = true) {
      try {
        return as(channel.caller(), () -> asked(channel.definition(), event));
      } catch (RecordException e) {
        if (isOfAccess(e)) {
          return false;
        }
        boolean passing = e.kind() == Kind.NOT_YET || channel.definition().topic() != null;
        if (!passing && learned) {
          rehearse(channel.definition(), channel.caller());
        }
        if (passing || learned) {
          return mayBeSeen(channel.caller(), event);
        }
        // Another server may have defined since what the criteria name.
        record.learnDefinitions();
      }
    }
  }

  /** Where that cannot be found out now, it is before anything is sent. */
  private boolean mayBeSeen(Caller caller, Event event) {
    try {
      return seen(caller, event.focus(), event.version()).isPresent();
    } catch (RecordException e) {
      return true;
    }
  }

  /** What they may not do, or what is not there any more. */
  private static boolean isOfAccess(RecordException e) {
    return e.kind() == Kind.FORBIDDEN || e.kind() == Kind.NOT_FOUND || e.kind() == Kind.GONE;
  }

  private boolean asked(Definition definition, Event event) {
    return definition.topic() == null
        ? matches(definition, event.focus().id(), "&_asOf=" + event.occurred())
        : ofTopic(definition, event) && sees(event.focus(), event.version()).isPresent();
  }

  private boolean matches(Definition definition, String id, String more) {
    return !record
        .search(definition.type(), definition.query() + "&_id=" + id + more)
        .matches()
        .isEmpty();
  }

  /** The rest of what was asked before the event was noted. */
  private boolean ofTopic(Definition definition, Event event) {
    String patient = event.patient();
    boolean means =
        event.topic().equals(definition.topic())
            && (definition.patients().isEmpty() || definition.patients().contains(patient))
            && (definition.states().isEmpty() || definition.states().contains(event.state()));
    return means && (definition.organizations().isEmpty() || isManaged(definition, patient));
  }

  private boolean isManaged(Definition definition, @Nullable String patient) {
    return patient != null
        && !record
            .search(
                "Patient",
                "_id=" + patient + "&organization=" + String.join(",", definition.organizations()))
            .matches()
            .isEmpty();
  }

  /**
   * What they may see of a resource, if anything.
   *
   * @throws RecordException NOT_YET where that cannot be found out now, as while an index is made
   *     that a scope is asked of
   */
  Optional<StoredResource> seen(Caller caller, ResourceKey key, @Nullable Long version) {
    return as(caller, () -> sees(key, version));
  }

  private Optional<StoredResource> sees(ResourceKey key, @Nullable Long version) {
    try {
      return Optional.of(record.read(key, version));
    } catch (RecordException e) {
      if (isOfAccess(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static <T> T as(Caller caller, Supplier<T> work) {
    var result = new AtomicReference<T>();
    CurrentCaller.during(caller, () -> result.set(work.get()));
    return result.get();
  }
}
