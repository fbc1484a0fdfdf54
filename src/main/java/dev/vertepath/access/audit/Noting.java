package dev.vertepath.access.audit;

import dev.vertepath.record.Outcome;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.StoredResource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Notes in the trail of this thread's request what its interactions came to. */
final class Noting {

  private Noting() {}

  /** Notes what an interaction came to, unless its event is in the transaction that wrote. */
  static void note(Interactions means, Outcome outcome, Set<ResourceKey> committed) {
    switch (outcome) {
      case Outcome.Answered ignored when means.isOfAnOperation() -> {
        // Told by the operation.
      }
      case Outcome.Created ignored -> {
        // Told where it was written.
      }
      case Outcome.Updated ignored -> {
        // Told where it was written.
      }
      case Outcome.Deleted(long version) when means.wasDeleted(version, committed) -> {
        // Told where it was written.
      }
      case Outcome.Unchanged(StoredResource there) -> note(means, List.of(there));
      case Outcome.Found(StoredResource found) -> note(means, List.of(found));
      case Outcome.Page(String type, SearchPage page) -> note(means, all(page).toList());
      default -> note(means, List.of());
    }
  }

  static <T> T looked(
      Interactions means, Supplier<T> look, Function<T, Stream<StoredResource>> seen) {
    T found = tried(List.of(means), look);
    note(means, seen.apply(found).toList());
    return found;
  }

  static <T> T tried(List<Interactions> meant, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      Trail trail = Trail.get();
      for (Interactions means : meant) {
        if (means.isOfAnOperation()) {
          continue;
        }
        trail.note(means.act(), Result.of(e), means.patients(), means.touched(), means.query());
      }
      throw e;
    }
  }

  /** What a search found is told by whose it is; what was asked for says the rest. */
  static void note(Interactions means, List<StoredResource> seen) {
    List<String> patients =
        seen.isEmpty()
            ? means.patients()
            : seen.stream()
                .map(StoredResource::patient)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    boolean page = means.act() == Act.SEARCH || means.act().name().startsWith("HISTORY");
    List<String> touched =
        page || seen.isEmpty() ? means.touched() : seen.stream().map(Trail::versioned).toList();
    Trail.get().note(means.act(), Result.DONE, patients, touched, means.query());
  }

  static Stream<StoredResource> all(SearchPage page) {
    return Stream.concat(page.matches().stream(), page.included().stream());
  }
}
