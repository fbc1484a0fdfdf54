package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.index.SearchParameters;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcOperations;

/** What a request does before it writes: it locks, and reads what is known to be needed. */
final class Preparation {

  private final JdbcOperations jdbc;
  private final SearchParameters parameters;
  private final Locks locks;
  private final KnownRows known;
  private final Adoptions adoptions;
  private final Answers answers;

  Preparation(
      JdbcOperations jdbc,
      SearchParameters parameters,
      Locks locks,
      KnownRows known,
      Adoptions adoptions,
      Answers answers) {
    this.jdbc = jdbc;
    this.parameters = parameters;
    this.locks = locks;
    this.known = known;
    this.adoptions = adoptions;
    this.answers = answers;
  }

  /**
   * All at once, for each round trip costs as much as several rows. The rows of patients tell
   * whether they are there, and whether one was replaced.
   *
   * @param complete types of which all is known already
   * @param sight of who refers by identifiers
   * @param sent whether they were sent, and do not follow from what was
   */
  void look(List<Prepared> prepared, Set<String> complete, Sight sight, boolean sent) {
    var trip = new RoundTrip(jdbc);
    locks.take(wanted(prepared, sent), trip);
    Set<ResourceKey> fresh =
        prepared.stream()
            .map(Prepared::draft)
            .filter(Draft::fresh)
            .map(Draft::key)
            .collect(Collectors.toSet());
    List<ResourceKey> before =
        prepared.stream()
            .flatMap(one -> one.before(parameters))
            .filter(key -> !fresh.contains(key) && !complete.contains(key.type()))
            .filter(key -> !known.isLookedFor(key))
            .toList();
    known.load(before, trip);
    adoptions.look(prepared, sight, sent, trip);
    if (sent) {
      answers.ask(
          prepared.stream().flatMap(one -> Stream.ofNullable(one.patient(parameters))).toList(),
          fresh,
          trip);
    }
    trip.send();
    known.stay(before.stream().filter(this::isHeld).toList());
  }

  private boolean isHeld(ResourceKey key) {
    Row row = known.get(key);
    return row != null && locks.holdsPatientOf(row);
  }

  /** Takes what is wanted by now and was not when it was looked. */
  void lock(List<Prepared> prepared, boolean sent) {
    locks.take(wanted(prepared, sent));
  }

  private Locks.Wanted wanted(List<Prepared> prepared, boolean sent) {
    var wanted = new Locks.Wanted(new LinkedHashSet<>(), new LinkedHashSet<>());
    for (Prepared one : prepared) {
      Locks.Wanted own = one.locks(parameters, sent);
      wanted.alone().addAll(own.alone());
      wanted.together().addAll(own.together());
    }
    return wanted;
  }
}
