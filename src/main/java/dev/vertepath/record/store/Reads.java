package dev.vertepath.record.store;

import dev.vertepath.record.Handling;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.search.Everything;
import dev.vertepath.record.search.History;
import dev.vertepath.record.search.Search;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that only looks. */
public final class Reads {

  private final Set<String> types;
  private final ResourceTable resources;
  private final ReadsBySight current;
  private final Search search;
  private final History history;
  private final Everything everything;

  public Reads(
      Set<String> types,
      ResourceTable resources,
      Search search,
      History history,
      Everything everything) {
    this.types = types;
    this.resources = resources;
    this.current = new ReadsBySight(resources, search);
    this.search = search;
    this.history = history;
    this.everything = everything;
  }

  public Outcome answer(Interaction interaction, Sight sight) {
    return switch (interaction) {
      case Interaction.Read read -> new Outcome.Found(read(read.key(), read.version(), sight));
      case Interaction.Search asked ->
          new Outcome.Page(
              asked.type(), search(asked.type(), asked.query(), asked.handling(), sight));
      case Interaction.Ask asked -> new Outcome.Answered(asked.answer().get());
      default -> throw new IllegalArgumentException(interaction.toString());
    };
  }

  public StoredResource read(ResourceKey key, @Nullable Long version, Sight sight) {
    requireServed(key.type());
    Optional<StoredResource> found =
        version == null ? current(key, sight) : version(key, version, sight);
    if (version != null && found.isEmpty()) {
      requireNotErased(key, sight);
    }
    return present(
        key,
        found,
        version == null
            ? "There is no " + key + "."
            : "There is no version " + version + " of " + key + ".");
  }

  private Optional<StoredResource> current(ResourceKey key, Sight sight) {
    return current.read(key, sight);
  }

  private Optional<StoredResource> version(ResourceKey key, long version, Sight sight) {
    return sight.isAll() ? resources.version(key, version) : search.version(key, version, sight);
  }

  StoredResource readAsOf(ResourceKey key, String instant, Sight sight) {
    requireServed(key.type());
    Optional<StoredResource> found = search.asOf(key, instant, sight);
    if (found.isEmpty()) {
      requireNotErased(key, sight);
    }
    return present(key, found, "There was no %s at %s.".formatted(key, instant));
  }

  private void requireNotErased(ResourceKey key, Sight sight) {
    Optional<StoredResource> mark = current(key, sight).filter(StoredResource::isErased);
    if (mark.isPresent()) {
      throw RecordException.erased(mark.get());
    }
  }

  private static StoredResource present(
      ResourceKey key, Optional<StoredResource> resource, String otherwise) {
    StoredResource found =
        resource.orElseThrow(
            () -> new RecordException(Kind.NOT_FOUND, "not-found", key.type(), otherwise));
    if (found.isErased()) {
      throw RecordException.erased(found);
    }
    if (found.deleted()) {
      throw new RecordException(
          Kind.GONE,
          "deleted",
          key.type(),
          "%s was deleted at %s by version %d: its history holds what it was."
              .formatted(key, found.lastUpdated(), found.version()));
    }
    return found;
  }

  public SearchPage search(@Nullable String type, String query, Handling handling, Sight sight) {
    if (type != null) {
      requireServed(type);
    }
    return search.page(type, query, handling, sight);
  }

  Sight narrowed(String type, String query, String name) {
    requireServed(type);
    return search.narrowed(type, query, name);
  }

  /** A patient who is not there has no record: what is found on the page tells it. */
  SearchPage everything(String patient, String query, Sight sight) {
    requireServed("Patient");
    SearchPage page = everything.page(patient, query, sight);
    if (page.matches().isEmpty()) {
      read(new ResourceKey("Patient", patient), null, sight);
    }
    return page;
  }

  public SearchPage history(@Nullable String type, @Nullable String id, String query, Sight sight) {
    if (type != null) {
      requireServed(type);
    }
    SearchPage page = history.page(type, id, query, sight);
    if (id != null && page.matches().size() == 1 && page.matches().getFirst().isErased()) {
      throw RecordException.erased(page.matches().getFirst());
    }
    return page;
  }

  private void requireServed(String type) {
    if (!types.contains(type)) {
      throw notServed(type);
    }
  }

  public static RecordException notServed(String type) {
    return new RecordException(
        Kind.NOT_FOUND,
        "not-supported",
        null,
        "'%s' is no resource type that is served here: see the CapabilityStatement."
            .formatted(type));
  }
}
