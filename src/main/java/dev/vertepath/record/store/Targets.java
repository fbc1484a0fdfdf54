package dev.vertepath.record.store;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.Json;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.store.Draft.Expected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import tools.jackson.databind.node.ObjectNode;

/** Which resource each entry of a transaction writes, and what it makes of it. */
final class Targets {

  private final ResourceTable resources;
  private final Locks locks;
  private final SeenRows seen;
  private final Conditionals conditionals;
  private final Instant now;
  private final boolean contended;
  private final Map<ResourceKey, Row> current = new HashMap<>();

  /**
   * @param contended whether an attempt before this one met others: they queue up now
   */
  Targets(Tables tables, SeenRows seen, Conditionals conditionals, Instant now, boolean contended) {
    this.resources = tables.resources();
    this.seen = seen;
    this.locks = tables.locks();
    this.conditionals = conditionals;
    this.now = now;
    this.contended = contended;
  }

  void ofDelete(Entry entry) {
    Condition condition = entry.condition();
    ResourceKey key = condition == null ? entry.target() : conditionals.atMostOne(condition);
    if (key != null) {
      entry.writes(Draft.delete(key, entry.ifMatch(), entry.name()));
    } else if (entry.ifMatch() != null) {
      throw nothingMatches(Kind.PRECONDITION_FAILED, entry);
    } else {
      entry.settle(new Outcome.Deleted(0));
    }
  }

  void ofCreate(Entry entry) {
    Condition condition = entry.condition();
    if (condition != null) {
      ResourceKey promised = conditionals.promised(condition);
      ResourceKey found = promised != null ? promised : conditionals.atMostOne(condition);
      if (found != null) {
        entry.aim(found);
        return;
      }
    }
    create(entry);
  }

  private void create(Entry entry) {
    var key = new ResourceKey(entry.type(), Ids.next(now));
    write(entry, Draft.create(key, entry.body(), entry.at()));
  }

  private void write(Entry entry, Draft draft) {
    entry.writes(draft);
    if (entry.condition() != null) {
      conditionals.promise(entry.condition(), draft.key());
    }
    if (draft.body() != null) {
      conditionals.arrives(draft.key(), draft.body());
    }
  }

  /** Of a patch, the target only: what it makes of it follows when that is locked. */
  void ofChange(Entry entry) {
    switch (entry.interaction()) {
      case Interaction.Update u -> update(entry, u.key(), u.onlyNew());
      case Interaction.ConditionalUpdate u -> conditionalUpdate(entry, u.onlyNew());
      case Interaction.ConditionalPatch p -> {
        ResourceKey found = conditionals.match(condition(entry));
        if (found == null) {
          throw nothingMatches(Kind.NOT_FOUND, entry);
        }
        entry.aim(found);
      }
      default -> {
        // A patch by id names its target itself.
      }
    }
  }

  private void update(Entry entry, ResourceKey key, boolean onlyNew) {
    var expected = new Expected(entry.ifMatch(), onlyNew, null);
    write(entry, Draft.replace(key, entry.body(), expected, entry.at()));
  }

  private void conditionalUpdate(Entry entry, boolean onlyNew) {
    ResourceKey found = conditionals.match(condition(entry));
    String sent = entry.body().path("id").asString("");
    if (found != null) {
      if (!sent.isEmpty() && !sent.equals(found.id())) {
        throw new RecordException(
            Kind.INVALID,
            "value",
            entry.at() + ".id",
            "The body has the id '%s', but the condition matches %s.".formatted(sent, found));
      }
      update(entry, found, onlyNew);
    } else if (entry.ifMatch() != null) {
      throw nothingMatches(Kind.PRECONDITION_FAILED, entry);
    } else if (sent.isEmpty()) {
      create(entry);
    } else {
      var key = new ResourceKey(entry.type(), sent);
      Ids.require(key);
      update(entry, key, onlyNew);
    }
  }

  private static Condition condition(Entry entry) {
    return Objects.requireNonNull(entry.condition());
  }

  private static RecordException nothingMatches(Kind kind, Entry entry) {
    return new RecordException(
        kind,
        "not-found",
        entry.name(),
        "Nothing matches %s: there is nothing to change.".formatted(entry.condition()));
  }

  /**
   * Keeps others from what several writes of one transaction, or a patch, aim at: in one order, so
   * that nobody waits in a circle. A single write needs none, for it names the version it replaces.
   */
  void lock(List<Entry> entries) {
    Set<Long> wanted = new HashSet<>();
    boolean patch = false;
    for (Entry entry : entries) {
      ResourceKey key = entry.key();
      Draft draft = entry.draft();
      boolean there = draft == null || !draft.fresh();
      if (key != null && there && entry.turn() != Entry.Turn.CREATE) {
        wanted.add(Locks.ofResource(key));
        patch = patch || entry.change() != null;
      }
    }
    if (patch || contended || wanted.size() > 1) {
      locks.take(wanted);
    }
  }

  /** Reads what is to be patched and what a create has found, in one statement; gives those. */
  List<Entry> load(List<Entry> writes) {
    List<Entry> waiting = new ArrayList<>();
    Set<ResourceKey> arriving = new HashSet<>();
    writes.stream().filter(e -> e.draft() != null).forEach(e -> arriving.add(e.target()));
    for (Entry entry : writes) {
      if (entry.draft() == null && !arriving.contains(entry.target())) {
        waiting.add(entry);
      }
    }
    seen.of(resources.current(waiting.stream().map(Entry::target).distinct().toList()))
        .forEach(row -> current.put(row.key(), row));
    return waiting;
  }

  /** What a create has found, or a patch has changed. */
  void settle(Entry entry) {
    Row row = current.get(entry.target());
    var change = entry.change();
    if (change != null) {
      patch(entry, row, change);
    } else if (row == null || row.resource().deleted()) {
      throw new OptimisticLockingFailureException(entry.target() + " vanished meanwhile");
    } else {
      entry.settle(new Outcome.Unchanged(row.resource()));
    }
  }

  private void patch(Entry entry, @Nullable Row row, UnaryOperator<ObjectNode> change) {
    ResourceKey key = entry.target();
    if (row == null) {
      throw new RecordException(
          Kind.NOT_FOUND,
          "not-found",
          entry.name(),
          "There is no %s to patch: create it first.".formatted(key));
    }
    if (row.resource().isErased()) {
      throw RecordException.erased(row.resource()).within(entry.name());
    }
    if (row.resource().deleted()) {
      throw new RecordException(
          Kind.GONE,
          "deleted",
          entry.name(),
          "%s was deleted by version %d: an update brings it back, a patch does not."
              .formatted(key, row.resource().version()));
    }
    long version = row.resource().version();
    Preconditions.ifMatch(key, entry.ifMatch(), version, entry.name());
    var before = (ObjectNode) Json.MAPPER.readTree(row.resource().body());
    Set<String> referred = new HashSet<>();
    SentReferences.each(before, referred::add);
    ObjectNode patched = changed(entry, before, change);
    requireSame(entry, patched);
    entry.referredBefore(referred);
    write(entry, Draft.patch(key, patched, version, entry.at()));
  }

  private static ObjectNode changed(
      Entry entry, ObjectNode before, UnaryOperator<ObjectNode> change) {
    try {
      return change.apply(before);
    } catch (RecordException e) {
      if (entry.name().equals(entry.type())) {
        throw e;
      }
      // Places in the patched resource are none in the bundle; their names are in the words.
      throw e.with(
              p ->
                  String.valueOf(p.expression()).startsWith("Parameters")
                      ? p
                      : new Problem(p.code(), null, p.diagnostics()))
          .within(entry.at());
    }
  }

  private static void requireSame(Entry entry, ObjectNode patched) {
    ResourceKey key = entry.target();
    boolean same =
        patched.path("resourceType").asString("").equals(key.type())
            && patched.path("id").asString("").equals(key.id());
    if (!same) {
      throw new RecordException(
          Kind.UNPROCESSABLE,
          "business-rule",
          entry.name(),
          "The patch changes the resourceType or the id of %s: it may change everything else."
              .formatted(key));
    }
  }
}
