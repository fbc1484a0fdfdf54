package dev.vertepath.record.store;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of what a request sends, once it is written: what it refers to is here, nobody
 * refers to what it deletes, and who does not see everything sees what is stored and what it refers
 * to. What is in sight is looked at by the round trip that writes it.
 */
final class Admission {

  private final Integrity integrity;
  private final SeenRows seen;
  private final UnitOfWork work;

  /** The versions that were in sight before anything followed. */
  private final Map<ResourceKey, Long> admitted = new HashMap<>();

  /** What is referred to and was, as far as it has to be, here and in sight before that. */
  private final Set<ResourceKey> found = new HashSet<>();

  private int moves;

  Admission(Integrity integrity, SeenRows seen, UnitOfWork work) {
    this.integrity = integrity;
    this.seen = seen;
    this.work = work;
  }

  /**
   * Before anything follows, which may widen the sight: nobody lets themselves in by what they
   * send.
   *
   * @throws RecordException UNPROCESSABLE or FORBIDDEN, naming the entries
   */
  void before(List<Entry> sent) {
    if (seen.sight().isAll()) {
      return;
    }
    List<Entry> stored = sent.stream().filter(Entry::isStored).toList();
    List<Entry> known = stored.stream().filter(entry -> !isOfNewPatient(entry)).toList();
    Set<ResourceKey> named = integrity.named(stored);
    Set<ResourceKey> expected = integrity.expected(named);
    if (known.isEmpty() && expected.isEmpty()) {
      return;
    }
    var look = new Look(known, expected);
    if (!look.make()) {
      look.make();
    }
    integrity.requireTargets(stored, named, look.missing);
    look.requireSeen();
    known.forEach(entry -> admitted.put(entry.target(), version(entry)));
    found.addAll(named);
    moves = work.moves();
  }

  /**
   * After all that follows, and with it.
   *
   * @throws RecordException FORBIDDEN, CONFLICT or UNPROCESSABLE, naming the entries
   */
  void after(List<Entry> sent) {
    work.settle();
    List<Entry> stored = sent.stream().filter(Entry::isStored).toList();
    boolean anew = work.moves() != moves || !seen.sight().tellsByPatients();
    Set<ResourceKey> named = open(stored, anew);
    Look look = last(stored, named, anew);
    if (!look.make()) {
      named = open(stored, true);
      look = last(stored, named, true);
      look.make();
    }
    look.requireSeen();
    integrity.requireUnreferred(
        sent.stream().filter(entry -> !entry.isStored()).toList(), seen.sight());
    integrity.requireTargets(stored, named, look.missing);
  }

  /**
   * What is referred to and may not be here, or out of sight.
   *
   * @param anew whether all is to be looked at again
   */
  private Set<ResourceKey> open(List<Entry> stored, boolean anew) {
    Set<ResourceKey> named = integrity.named(stored);
    boolean all = seen.sight().isAll();
    named.removeIf(key -> work.isHere(key) && (all || !anew && found.contains(key)));
    return named;
  }

  private Look last(List<Entry> stored, Set<ResourceKey> named, boolean anew) {
    List<Entry> own =
        seen.sight().isAll()
            ? List.of()
            : stored.stream().filter(entry -> anew || !isAdmitted(entry)).toList();
    return new Look(own, integrity.expected(named));
  }

  private boolean isAdmitted(Entry entry) {
    return Long.valueOf(version(entry)).equals(admitted.get(entry.target()));
  }

  private long version(Entry entry) {
    return work.stored(entry.target()).version();
  }

  /** Whose they are follows from who sends them, and is looked at afterwards. */
  private boolean isOfNewPatient(Entry entry) {
    StoredResource stored = work.stored(entry.target());
    String patient = stored.patient();
    if (patient == null) {
      return stored.version() == 1;
    }
    var key = new ResourceKey("Patient", patient);
    return work.written().contains(key) && work.stored(key).version() == 1;
  }

  /** One look at what is stored and at what is to be here. */
  private final class Look {

    private final List<Entry> stored;
    private final Set<ResourceKey> keys = new LinkedHashSet<>();
    private final Set<ResourceKey> hidden = new HashSet<>();
    private final Set<ResourceKey> missing = new HashSet<>();

    Look(List<Entry> stored, Collection<ResourceKey> expected) {
      this.stored = stored;
      stored.forEach(entry -> keys.add(entry.target()));
      keys.addAll(expected);
    }

    /** Looks, with what is written; false if that has moved something after it was looked at. */
    boolean make() {
      hidden.clear();
      missing.clear();
      int before = work.moves();
      work.send(trip -> seen.look(keys, trip, this::isMissing));
      return seen.sight().isAll() || work.moves() == before;
    }

    private void isMissing(ResourceKey key, boolean here) {
      missing.add(key);
      if (here) {
        hidden.add(key);
      }
    }

    void requireSeen() {
      List<Problem> problems =
          stored.stream()
              .filter(entry -> hidden.contains(entry.target()))
              .map(
                  entry ->
                      new Problem(
                          "forbidden",
                          entry.at(),
                          "This %s would belong to whom the caller may not see: it is not stored."
                              .formatted(entry.type())))
              .toList();
      if (!problems.isEmpty()) {
        throw new RecordException(Kind.FORBIDDEN, problems);
      }
    }
  }
}
