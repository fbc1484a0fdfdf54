package dev.vertepath.record.store;

import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.RequestTime;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.store.Entry.Turn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Several interactions as one, in FHIR's order: deletes, creates, then updates and patches, then
 * what only looks (R4 http.html, "Transaction Processing Rules"). Creates, updates and patches are
 * written together, for they refer to each other.
 */
final class Transaction {

  private final Set<String> types;
  private final UnitOfWork work;
  private final Reads reads;
  private final Conditionals conditionals;
  private final Targets targets;
  private final List<Entry> entries;

  /**
   * @param types the resource types that are served
   */
  Transaction(
      Set<String> types,
      UnitOfWork work,
      Reads reads,
      Conditionals conditionals,
      Targets targets,
      List<Entry> entries) {
    this.types = types;
    this.work = work;
    this.reads = reads;
    this.conditionals = conditionals;
    this.targets = targets;
    this.entries = entries;
  }

  /** One outcome for each entry, in their order. */
  List<Outcome> run() {
    each(entries, this::understand);
    List<Entry> writes = Stream.concat(of(Turn.CREATE).stream(), of(Turn.CHANGE).stream()).toList();
    each(writes, Transaction::findConditions);
    List<Entry> deletes = of(Turn.DELETE);
    conditionals.claim(
        writes.stream().flatMap(Transaction::condition).toList(),
        deletes.isEmpty() ? asked(writes) : List.of());
    delete(deletes);
    write(writes);
    List<Entry> looks = of(Turn.LOOK);
    if (!looks.isEmpty()) {
      work.send();
    }
    each(looks, this::look);
    of(Turn.NONE).forEach(entry -> entry.settle(new Outcome.Answered(new byte[0])));
    return entries.stream().map(Entry::outcome).toList();
  }

  private void look(Entry entry) {
    requireTime();
    entry.settle(reads.answer(entry.interaction(), work.sight()));
  }

  /**
   * To be called before each search, of which there may be many.
   *
   * @throws RecordException NOT_YET when the request has taken as long as it may
   */
  static void requireTime() {
    if (RequestTime.isOver()) {
      throw new RecordException(
          Kind.NOT_YET,
          "timeout",
          null,
          "The transaction has taken as long as a request may (%s). Nothing was stored: send fewer entries at once, and searches apart."
              .formatted(RequestTime.SETTING));
    }
  }

  private List<Entry> of(Turn turn) {
    return entries.stream().filter(entry -> entry.turn() == turn).toList();
  }

  private static void each(Collection<Entry> entries, Consumer<Entry> step) {
    for (Entry entry : entries) {
      try {
        step.accept(entry);
      } catch (RecordException e) {
        throw entry.refused(e);
      }
    }
  }

  private void understand(Entry entry) {
    boolean writes = entry.turn() != Turn.LOOK && entry.turn() != Turn.NONE;
    if (writes && !types.contains(entry.type())) {
      throw Reads.notServed(entry.type());
    }
    entry.understand();
  }

  private static Stream<Condition> condition(Entry entry) {
    return Stream.ofNullable(entry.condition());
  }

  /** First, so that every condition sees what is gone. */
  private void delete(List<Entry> deletes) {
    if (deletes.isEmpty()) {
      return;
    }
    targets.lock(entries);
    conditionals.look(deletes.stream().flatMap(Transaction::condition).toList());
    each(deletes, targets::ofDelete);
    requireDistinct(deletes);
    send(deletes);
    work.send();
    conditionals.forget();
  }

  private void write(List<Entry> writes) {
    if (writes.isEmpty()) {
      return;
    }
    conditionals.look(asked(writes));
    each(of(Turn.CREATE), targets::ofCreate);
    List<Entry> changes = of(Turn.CHANGE);
    Predicate<Entry> conditional = entry -> entry.condition() != null;
    each(changes.stream().filter(conditional.negate()).toList(), targets::ofChange);
    each(changes.stream().filter(conditional).toList(), targets::ofChange);
    requireDistinct(entries);
    targets.lock(entries);
    each(targets.load(writes), targets::settle);
    each(writes, Transaction::findConditions);
    conditionals.look(asked(writes));
    var references = new EntryReferences(conditionals);
    each(writes, entry -> references.introduce(entry.fullUrl(), entry.target(), entry.name()));
    send(writes, references);
    each(writes.stream().filter(entry -> !entry.settled()).toList(), this::same);
  }

  private static void findConditions(Entry entry) {
    Draft draft = entry.draft();
    var body = draft == null ? entry.sent() : draft.body();
    entry.refersBy(body == null ? List.of() : EntryReferences.conditions(body, entry.at()));
  }

  private static List<Condition> asked(List<Entry> writes) {
    return writes.stream()
        .flatMap(entry -> Stream.concat(condition(entry), entry.refersBy().stream()))
        .distinct()
        .toList();
  }

  /**
   * Those first that others may refer to by a search, which finds only what is stored; an
   * identifier is found in what arrives as well.
   */
  private void send(List<Entry> writes, EntryReferences references) {
    Set<String> arriving =
        writes.stream()
            .filter(entry -> entry.draft() != null)
            .map(Entry::type)
            .collect(Collectors.toSet());
    Map<Boolean, List<Entry>> waiting =
        writes.stream()
            .collect(
                Collectors.partitioningBy(
                    entry ->
                        entry.refersBy().stream()
                            .anyMatch(c -> c.token() == null && arriving.contains(c.type()))));
    sendRewritten(part(waiting, false), references);
    List<Entry> second = part(waiting, true);
    if (!second.isEmpty()) {
      work.send();
      conditionals.forgetSearches();
      sendRewritten(second, references);
    }
  }

  private void sendRewritten(List<Entry> writes, EntryReferences references) {
    for (Entry entry : writes) {
      if (entry.draft() != null) {
        references.rewrite(entry.draft());
      }
    }
    send(writes);
  }

  private static List<Entry> part(Map<Boolean, List<Entry>> parts, boolean which) {
    return Objects.requireNonNull(parts.get(which));
  }

  private void send(List<Entry> writes) {
    List<Entry> sent = new ArrayList<>();
    List<Draft> drafts = new ArrayList<>();
    for (Entry entry : writes) {
      if (entry.draft() != null) {
        sent.add(entry);
        drafts.add(entry.draft());
      }
    }
    if (!drafts.isEmpty()) {
      List<Outcome> outcomes = work.write(drafts);
      for (int i = 0; i < outcomes.size(); i++) {
        sent.get(i).settle(outcomes.get(i));
      }
    }
  }

  /** Another entry created under the same condition: one resource answers both. */
  private void same(Entry entry) {
    entry.settle(new Outcome.Unchanged(work.stored(entry.target())));
  }

  private static void requireDistinct(List<Entry> entries) {
    Map<ResourceKey, Entry> seen = new HashMap<>();
    for (Entry entry : entries) {
      boolean writes = entry.draft() != null || entry.turn() == Turn.CHANGE;
      Entry before = writes ? seen.put(entry.target(), entry) : null;
      if (before != null) {
        throw new RecordException(
            Kind.INVALID, List.of(duplicate(before, entry), duplicate(entry, before)));
      }
    }
  }

  private static Problem duplicate(Entry one, Entry other) {
    return new Problem(
        "duplicate",
        one.name(),
        "%s is the target of this entry and of %s: one transaction may write a resource once."
            .formatted(one.target(), other.name()));
  }
}
