package dev.vertepath.access.audit;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.audit.AuditEvent.Origin;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one request has done so far, as far as it is not on the disk yet; used by the one thread
 * that works at the request. An event is noted for each interaction; what an operation does to find
 * its answer is one event, that of the operation.
 */
public final class Trail {

  private static final ScopedValue<Trail> CURRENT = ScopedValue.newInstance();

  private final Clock clock;
  private final Supplier<Origin> origin;
  private final List<AuditEvent> waiting = new ArrayList<>();
  private int noted;
  private @Nullable Caller caller;
  private @Nullable OperationFrame frame;
  private Set<ResourceKey> committed = Set.of();
  private boolean rehearsing;

  Trail(Clock clock, Supplier<Origin> origin) {
    this.clock = clock;
    this.origin = origin;
  }

  /** Work for a request. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  void during(Work work) throws Exception {
    ScopedValue.where(CURRENT, this)
        .call(
            () -> {
              work.run();
              return this;
            });
  }

  /**
   * Of the request that this thread works at.
   *
   * @throws IllegalStateException where there is none: a way past the trail, which stays closed
   */
  public static Trail get() {
    if (!CURRENT.isBound()) {
      throw new IllegalStateException("Nothing would be told of this request");
    }
    return CURRENT.get();
  }

  static @Nullable Trail find() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /**
   * Does the work of an operation, which is one event.
   *
   * @param called what it is called on, as a relative reference; null for the whole system
   * @param query still encoded
   */
  public <T> T operation(String name, @Nullable String called, String query, Supplier<T> work) {
    var own = new OperationFrame(name);
    if (called != null) {
      own.touched.add(called);
    }
    frame = own;
    try {
      T done = work.get();
      if (!own.wrote || own.message != null) {
        noteOperation(own, query, Result.DONE);
      }
      return done;
    } catch (RuntimeException e) {
      noteOperation(own, query, Result.of(e));
      throw e;
    } finally {
      frame = null;
    }
  }

  /** Work that is done again when its transaction is: what it noted before is not told. */
  <T> Supplier<T> repeatable(Supplier<T> work) {
    List<AuditEvent> before = new ArrayList<>();
    return () -> {
      int all = waiting.size();
      waiting.removeIf(event -> before.stream().anyMatch(one -> one == event));
      noted -= all - waiting.size();
      int start = waiting.size();
      try {
        return work.get();
      } finally {
        before.clear();
        before.addAll(waiting.subList(start, waiting.size()));
      }
    };
  }

  private void noteOperation(OperationFrame own, String query, Result result) {
    frame = null;
    String message = own.message;
    add(
        message == null
            ? event(Act.OPERATION, own.name, result, own.patients, own.touched, query)
            : event(Act.MESSAGE, own.name, result, own.patients, own.touched, message));
  }

  /**
   * The operation that is done takes a message in, which is an event besides what it writes.
   *
   * @param message its event, sender and id, for people
   * @param patients whom its effects concern, by logical id
   */
  public void message(String message, Collection<String> patients) {
    if (frame != null) {
      frame.message = message;
      frame.patients.addAll(patients);
    }
  }

  /**
   * The operation that is done concerns a patient, though it looks at nothing of hers.
   *
   * @param patient logical id
   */
  public void concerns(String patient) {
    if (frame != null) {
      frame.patients.add(patient);
    }
  }

  /**
   * Does the work of a bundle's entry. What is refused before it comes to an interaction is an
   * event as well.
   *
   * @param target its verb and URL
   */
  public <T> T entry(String target, Supplier<T> work) {
    int before = noted;
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (noted == before) {
        add(event(Act.REQUEST, null, Result.of(e), List.of(), List.of(), target));
      }
      throw e;
    }
  }

  /** One interaction that wrote nothing. */
  void note(
      Act act,
      Result result,
      Collection<String> patients,
      Collection<String> touched,
      @Nullable String query) {
    OperationFrame own = frame;
    if (own == null) {
      add(event(act, null, result, patients, touched, query));
    } else {
      own.patients.addAll(patients);
      own.touched.addAll(touched);
    }
  }

  /** What came of a request of which nothing has been noted. */
  void noteUnlessNoted(Supplier<AuditEvent> event) {
    if (noted == 0) {
      add(event.get());
    }
  }

  void add(AuditEvent event) {
    waiting.add(event);
    noted++;
  }

  /** The events of what was written, for the transaction that writes it. */
  List<AuditEvent> ofWrites(Instant now, Collection<StoredResource> written) {
    return written.stream()
        .map(
            version ->
                new AuditEvent(
                    now,
                    Act.of(version),
                    frame == null ? null : frame.name,
                    Result.DONE,
                    CurrentCaller.get(),
                    false,
                    origin(),
                    patients(version),
                    List.of(versioned(version)),
                    null))
        .toList();
  }

  private static List<String> patients(StoredResource version) {
    String patient = version.patient();
    return patient == null ? List.of() : List.of(patient);
  }

  static String versioned(StoredResource version) {
    return version.key() + "/_history/" + version.version();
  }

  /** The transaction that wrote these, and their events, is committed. */
  void committed(Set<ResourceKey> keys) {
    committed = keys;
    noted += keys.size();
    if (frame != null) {
      frame.wrote = true;
    }
  }

  /** Which of the writes since this was asked for last have their events already. */
  Set<ResourceKey> takeCommitted() {
    Set<ResourceKey> taken = committed;
    committed = Set.of();
    return taken;
  }

  /** Does what will be taken back: no write is told of. */
  <T> T rehearse(Supplier<T> work) {
    rehearsing = true;
    try {
      return work.get();
    } finally {
      rehearsing = false;
    }
  }

  boolean isRehearsing() {
    return rehearsing;
  }

  /** Whoever it is that was let in, for what is told when he has left. */
  void by(Caller let) {
    caller = let;
  }

  AuditEvent event(
      Act act,
      @Nullable String operation,
      Result result,
      Collection<String> patients,
      Collection<String> touched,
      @Nullable String query) {
    return new AuditEvent(
        clock.instant(),
        act,
        operation,
        result,
        CurrentCaller.find().orElse(caller),
        false,
        origin(),
        List.copyOf(patients),
        List.copyOf(touched),
        query);
  }

  Origin origin() {
    return origin.get();
  }

  List<AuditEvent> takeWaiting() {
    List<AuditEvent> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }
}
