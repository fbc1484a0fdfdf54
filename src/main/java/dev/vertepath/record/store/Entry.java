package dev.vertepath.record.store;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One interaction of a transaction, and what is known of it so far. */
final class Entry {

  /** When an interaction is processed (R4 http.html, "Transaction Processing Rules"). */
  enum Turn {
    DELETE,
    CREATE,
    CHANGE,
    LOOK,
    NONE
  }

  private final Interaction interaction;
  private final @Nullable String place;
  private final Turn turn;
  private @Nullable Condition condition;
  private @Nullable ResourceKey key;
  private @Nullable Draft draft;
  private List<Condition> refersBy = List.of();
  private Set<String> referredBefore = Set.of();
  private @Nullable Outcome outcome;

  /**
   * @param place as in {@code Bundle.entry[3]}, or null for a request that stands alone
   */
  Entry(Interaction interaction, @Nullable String place) {
    this.interaction = interaction;
    this.place = place;
    this.turn =
        switch (interaction) {
          case Interaction.Delete d -> Turn.DELETE;
          case Interaction.ConditionalDelete d -> Turn.DELETE;
          case Interaction.Create c -> Turn.CREATE;
          case Interaction.Update u -> Turn.CHANGE;
          case Interaction.ConditionalUpdate u -> Turn.CHANGE;
          case Interaction.Patch p -> Turn.CHANGE;
          case Interaction.ConditionalPatch p -> Turn.CHANGE;
          case Interaction.Read r -> Turn.LOOK;
          case Interaction.Search s -> Turn.LOOK;
          case Interaction.Ask a -> Turn.LOOK;
          case Interaction.Nothing n -> Turn.NONE;
        };
  }

  /**
   * Reads key and condition.
   *
   * @throws RecordException INVALID when either is none
   */
  void understand() {
    switch (interaction) {
      case Interaction.Create c ->
          condition = c.ifNoneExist() == null ? null : Condition.of(type(), c.ifNoneExist());
      case Interaction.Update u -> aim(u.key());
      case Interaction.ConditionalUpdate u -> condition = Condition.of(u.type(), u.query());
      case Interaction.Patch p -> aim(p.key());
      case Interaction.ConditionalPatch p -> condition = Condition.of(p.type(), p.query());
      case Interaction.Delete d -> aim(d.key());
      case Interaction.ConditionalDelete d -> condition = Condition.of(d.type(), d.query());
      default -> {
        // What only looks is understood when its turn comes.
      }
    }
  }

  Interaction interaction() {
    return interaction;
  }

  Turn turn() {
    return turn;
  }

  String type() {
    return switch (interaction) {
      case Interaction.Create c -> c.body().path("resourceType").asString("");
      case Interaction.Update u -> u.key().type();
      case Interaction.ConditionalUpdate u -> u.type();
      case Interaction.Patch p -> p.key().type();
      case Interaction.ConditionalPatch p -> p.type();
      case Interaction.Delete d -> d.key().type();
      case Interaction.ConditionalDelete d -> d.type();
      case Interaction.Read r -> r.key().type();
      case Interaction.Search s -> Objects.requireNonNullElse(s.type(), "");
      case Interaction.Ask a -> "";
      case Interaction.Nothing n -> "";
    };
  }

  @Nullable String fullUrl() {
    return switch (interaction) {
      case Interaction.Create c -> c.fullUrl();
      case Interaction.Update u -> u.fullUrl();
      case Interaction.ConditionalUpdate u -> u.fullUrl();
      case Interaction.Patch p -> p.fullUrl();
      case Interaction.ConditionalPatch p -> p.fullUrl();
      default -> null;
    };
  }

  /** The place of the entry, or the type if the request stands alone. */
  String name() {
    return place == null ? type() : place;
  }

  /** The place of the resource in it. */
  String at() {
    return place == null ? type() : place + ".resource";
  }

  /** The same reason, told of this entry. */
  RecordException refused(RecordException e) {
    return place == null ? e : e.within(place);
  }

  /** The body that it sends; of a patch and of what sends none, null. */
  @Nullable ObjectNode sent() {
    return switch (interaction) {
      case Interaction.Create c -> c.body();
      case Interaction.Update u -> u.body();
      case Interaction.ConditionalUpdate u -> u.body();
      default -> null;
    };
  }

  /** Its own copy of the body: a second attempt must find it as it was sent. */
  ObjectNode body() {
    return Objects.requireNonNull(sent()).deepCopy();
  }

  @Nullable Long ifMatch() {
    return switch (interaction) {
      case Interaction.Update u -> u.ifMatch();
      case Interaction.ConditionalUpdate u -> u.ifMatch();
      case Interaction.Patch p -> p.ifMatch();
      case Interaction.ConditionalPatch p -> p.ifMatch();
      case Interaction.Delete d -> d.ifMatch();
      case Interaction.ConditionalDelete d -> d.ifMatch();
      default -> null;
    };
  }

  /** What a patch makes of the current version; null for what is no patch. */
  @Nullable UnaryOperator<ObjectNode> change() {
    return switch (interaction) {
      case Interaction.Patch p -> p.change();
      case Interaction.ConditionalPatch p -> p.change();
      default -> null;
    };
  }

  @Nullable Condition condition() {
    return condition;
  }

  /** What it writes, or found: known when its turn comes, or before. */
  @Nullable ResourceKey key() {
    return key;
  }

  ResourceKey target() {
    return Objects.requireNonNull(key);
  }

  void aim(ResourceKey target) {
    Ids.require(target);
    this.key = target;
  }

  @Nullable Draft draft() {
    return draft;
  }

  /** Whether it writes a body, and does not delete. */
  boolean isStored() {
    return draft != null && draft.body() != null;
  }

  void writes(Draft write) {
    this.draft = write;
    this.key = write.key();
  }

  /** The conditions by which the body refers to others. */
  List<Condition> refersBy() {
    return refersBy;
  }

  void refersBy(List<Condition> conditions) {
    this.refersBy = conditions;
  }

  /** References that were there before, and that this request did not send. */
  Set<String> referredBefore() {
    return referredBefore;
  }

  void referredBefore(Set<String> references) {
    this.referredBefore = references;
  }

  Outcome outcome() {
    return Objects.requireNonNull(outcome);
  }

  boolean settled() {
    return outcome != null;
  }

  void settle(Outcome came) {
    this.outcome = came;
  }
}
