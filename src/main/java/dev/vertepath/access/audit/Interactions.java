package dev.vertepath.access.audit;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.ResourceKey;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an interaction means to do, as it is told when it wrote nothing. */
record Interactions(Act act, @Nullable ResourceKey key, @Nullable String query) {

  static Interactions of(Interaction interaction) {
    return switch (interaction) {
      case Interaction.Create c ->
          new Interactions(
              Act.CREATE,
              null,
              condition(c.body().path("resourceType").asString(""), c.ifNoneExist()));
      case Interaction.Update u -> new Interactions(Act.UPDATE, u.key(), null);
      case Interaction.ConditionalUpdate u ->
          new Interactions(Act.UPDATE, null, condition(u.type(), u.query()));
      case Interaction.Patch p -> new Interactions(Act.PATCH, p.key(), null);
      case Interaction.ConditionalPatch p ->
          new Interactions(Act.PATCH, null, condition(p.type(), p.query()));
      case Interaction.Delete d -> new Interactions(Act.DELETE, d.key(), null);
      case Interaction.ConditionalDelete d ->
          new Interactions(Act.DELETE, null, condition(d.type(), d.query()));
      case Interaction.Read r -> ofRead(r.key(), r.version());
      case Interaction.Search s -> ofSearch(s.type(), s.query());
      case Interaction.Ask a -> new Interactions(Act.OPERATION, null, null);
      case Interaction.Nothing n -> new Interactions(Act.OPERATION, null, null);
    };
  }

  /**
   * @param type null for a search of all types
   */
  static Interactions ofSearch(@Nullable String type, String query) {
    return new Interactions(Act.SEARCH, null, condition(type == null ? "" : type, query));
  }

  /** Whether it is an operation's, which tells of itself. */
  boolean isOfAnOperation() {
    return act == Act.OPERATION;
  }

  static Interactions ofRead(ResourceKey key, @Nullable Long version) {
    return new Interactions(version == null ? Act.READ : Act.VREAD, key, null);
  }

  static Interactions ofHistory(@Nullable String type, @Nullable String id, String query) {
    String path = (type == null ? "" : type + "/") + (id == null ? "" : id + "/") + "_history";
    Act act =
        type == null ? Act.HISTORY_SYSTEM : id == null ? Act.HISTORY_TYPE : Act.HISTORY_INSTANCE;
    return new Interactions(
        act, type == null || id == null ? null : new ResourceKey(type, id), condition(path, query));
  }

  /** As in a URL: {@code Patient?name=x}. */
  static String condition(String path, @Nullable String query) {
    return query == null || query.isEmpty() ? path : path + "?" + query;
  }

  /** The patient that the interaction names. */
  List<String> patients() {
    return key != null && key.type().equals("Patient") ? List.of(key.id()) : List.of();
  }

  List<String> touched() {
    return key == null ? List.of() : List.of(key.reference());
  }

  /** The type that it is about; empty for the whole system. */
  String type() {
    if (key != null) {
      return key.type();
    }
    return query == null ? "" : query.replaceFirst("[/?].*", "");
  }

  /**
   * Whether a delete that came to this version did delete: a condition that nothing matched deletes
   * what has no version.
   *
   * @param committed what was written
   */
  boolean wasDeleted(long version, Collection<ResourceKey> committed) {
    return key == null ? version > 0 : committed.contains(key);
  }
}
