package dev.vertepath.record.store;

import dev.vertepath.record.Consequence;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.PatientQuestion;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.search.Search;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** One request is one database transaction, tried again when others got in between. */
final class Requests {

  private static final int ATTEMPTS = 8;

  /** Of the work that a request is a part of: it is the whole that is tried again. */
  private static final ScopedValue<Integer> ATTEMPT = ScopedValue.newInstance();

  private final Set<String> types;
  private final Tables tables;
  private final Extraction extraction;
  private final SearchParameters parameters;
  private final Search search;
  private final Reads reads;
  private final Integrity integrity;
  private final AddedDefinitions definitions;
  private final TransactionOperations transactions;
  private final Clock clock;
  private final Supplier<List<Consequence>> consequences;

  Requests(
      Set<String> types,
      Tables tables,
      Extraction extraction,
      SearchParameters parameters,
      Search search,
      Reads reads,
      Integrity integrity,
      AddedDefinitions definitions,
      TransactionOperations transactions,
      Clock clock,
      Supplier<List<Consequence>> consequences) {
    this.types = types;
    this.tables = tables;
    this.extraction = extraction;
    this.parameters = parameters;
    this.search = search;
    this.reads = reads;
    this.integrity = integrity;
    this.definitions = definitions;
    this.transactions = transactions;
    this.clock = clock;
    this.consequences = consequences;
  }

  /** One write of its own. */
  Outcome alone(Interaction interaction, Sight sight) {
    return inTransaction(
            sight, true, (work, attempt) -> run(work, List.of(interaction), sight, true, attempt))
        .getFirst();
  }

  /** All of them, or none. */
  List<Outcome> together(List<Interaction> interactions, Sight sight) {
    return inTransaction(
        sight, true, (work, attempt) -> run(work, interactions, sight, false, attempt));
  }

  /** Does what {@link #alone} does, and takes it back. */
  void rehearse(Interaction interaction, Sight sight) {
    Optional<RecordException> refused =
        inTransaction(sight, false, (work, attempt) -> refusal(work, interaction, sight, attempt));
    if (refused.isPresent()) {
      throw refused.get();
    }
  }

  /** Told and not thrown: a transaction that it may be part of shall go on. */
  private Optional<RecordException> refusal(
      UnitOfWork work, Interaction interaction, Sight sight, int attempt) {
    try {
      run(work, List.of(interaction), sight, true, attempt);
      return Optional.empty();
    } catch (RecordException e) {
      return Optional.of(e);
    }
  }

  /** Lets what follows from a patient's facts follow again. */
  void revisit(String patient) {
    inTransaction(
        Sight.ALL,
        true,
        (work, attempt) -> {
          work.revisit(patient);
          consequences.get().forEach(consequence -> consequence.follow(work));
          work.finish();
          return patient;
        });
  }

  private List<Outcome> run(
      UnitOfWork work, List<Interaction> interactions, Sight sight, boolean alone, int attempt) {
    List<Entry> entries = new ArrayList<>();
    for (Interaction interaction : interactions) {
      String place = alone ? null : "Bundle.entry[" + entries.size() + "]";
      entries.add(new Entry(interaction, place));
    }
    var seen = new SeenRows(tables.jdbc(), sight);
    var conditionals = new Conditionals(tables.operations(), search, sight, entries.size());
    var targets = new Targets(tables, seen, conditionals, work.now(), attempt > 1);
    var transaction = new Transaction(types, work, reads, conditionals, targets, entries);
    List<Outcome> outcomes = transaction.run();
    if (!work.written().isEmpty()) {
      Set<ResourceKey> written = work.written();
      var admission = new Admission(integrity, seen, work);
      admission.before(sent(entries, written));
      consequences.get().forEach(consequence -> consequence.follow(work));
      List<Entry> sent = sent(entries, written);
      admission.after(sent);
      definitions.follow(sent, work);
      if (work.isRedefining()) {
        definitions.count();
      }
    }
    return outcomes;
  }

  private static List<Entry> sent(List<Entry> entries, Set<ResourceKey> written) {
    return entries.stream()
        .filter(entry -> entry.draft() != null && written.contains(entry.target()))
        .toList();
  }

  private interface Task<T> {
    T run(UnitOfWork work, int attempt);
  }

  /** Does work, of which each request that it makes here is a part. */
  <T> T atOnce(Supplier<T> work, boolean kept) {
    return attempts(
        number ->
            ScopedValue.where(ATTEMPT, number)
                .call(
                    () ->
                        transactions.execute(
                            status -> {
                              T done = work.get();
                              if (!kept) {
                                status.setRollbackOnly();
                              }
                              return done;
                            })));
  }

  private List<PatientQuestion> questions() {
    return consequences.get().stream().flatMap(one -> one.questions().stream()).distinct().toList();
  }

  private <T> T inTransaction(Sight sight, boolean kept, Task<T> task) {
    return attempts(
        number -> {
          boolean[] defining = new boolean[1];
          T result =
              transactions.execute(
                  status -> {
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                    var work =
                        new UnitOfWork(
                            tables, extraction, parameters, now, sight, questions(), number == 1);
                    Object before = kept ? "" : status.createSavepoint();
                    T done = task.run(work, number);
                    defining[0] =
                        kept && (work.isRedefining() || AddedDefinitions.areIn(work.written()));
                    if (!kept) {
                      status.rollbackToSavepoint(before);
                    }
                    return done;
                  });
          if (defining[0]) {
            definitions.refresh();
          }
          return result;
        });
  }

  private <T> T attempts(IntFunction<@Nullable T> attempt) {
    boolean alone = !TransactionSynchronizationManager.isActualTransactionActive();
    for (int number = alone ? 1 : ATTEMPT.orElse(1); ; number++) {
      try {
        T result = attempt.apply(number);
        if (result == null) {
          throw new IllegalStateException("A transaction gave nothing back");
        }
        return result;
      } catch (ConcurrencyFailureException | DuplicateKeyException e) {
        if (!alone) {
          throw e;
        }
        // One reason is that definitions have changed through another server.
        definitions.refresh();
        if (number == ATTEMPTS) {
          throw new RecordException(
              RecordException.Kind.CONFLICT,
              "conflict",
              null,
              "Others kept changing the same resources. Nothing was stored; send it again.");
        }
      }
    }
  }
}
