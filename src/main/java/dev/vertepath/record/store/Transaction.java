package dev.vertepath.record.store;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Several interactions as one: identities first, then references, then all writes together, reads
 * last (R4 http.html, "Transaction Processing Rules").
 */
public final class Transaction {

  private final Set<String> types;
  private final Conditionals conditionals;
  private final UnitOfWork work;
  private final Reads reads;
  private final boolean alone;

  /**
   * @param alone whether it is a single interaction, whose problems name the type and no entry
   */
  public Transaction(
      Set<String> types, Conditionals conditionals, UnitOfWork work, Reads reads, boolean alone) {
    this.types = types;
    this.conditionals = conditionals;
    this.work = work;
    this.reads = reads;
    this.alone = alone;
  }

  /** What an interaction is going to write, or that it writes nothing. */
  private sealed interface Intent {
    record Write(Draft draft, @Nullable String fullUrl) implements Intent {}

    record Settled(Outcome outcome, @Nullable String fullUrl, @Nullable ResourceKey key)
        implements Intent {}

    /** Another entry creates under the same condition: one resource answers both. */
    record Same(ResourceKey key, @Nullable String fullUrl) implements Intent {}

    record Later(Interaction interaction) implements Intent {}
  }

  public List<Outcome> run(List<Interaction> interactions) {
    List<Intent> intents = new ArrayList<>();
    for (int i = 0; i < interactions.size(); i++) {
      String at = alone ? null : "Bundle.entry[" + i + "]";
      try {
        intents.add(identify(interactions.get(i), at));
      } catch (RecordException e) {
        throw at == null ? e : e.within(at);
      }
    }
    List<Intent.Write> writes =
        intents.stream()
            .filter(Intent.Write.class::isInstance)
            .map(Intent.Write.class::cast)
            .toList();
    requireDistinct(writes);
    var references = new EntryReferences(conditionals);
    intents.forEach(intent -> introduce(intent, references));
    writes.forEach(write -> references.rewrite(write.draft()));
    List<Outcome> written = work.write(writes.stream().map(Intent.Write::draft).toList());

    Outcome[] outcomes = new Outcome[intents.size()];
    int next = 0;
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] =
          switch (intents.get(i)) {
            case Intent.Write ignored -> written.get(next++);
            case Intent.Settled settled -> settled.outcome();
            case Intent.Same same -> new Outcome.Unchanged(work.stored(same.key()));
            case Intent.Later later -> reads.answer(later.interaction());
          };
    }
    return Arrays.asList(outcomes);
  }

  private static void introduce(Intent intent, EntryReferences references) {
    switch (intent) {
      case Intent.Write(Draft draft, String fullUrl) -> {
        references.introduce(fullUrl, draft.key(), draft.at());
        references.arrives(draft);
      }
      case Intent.Settled(Outcome ignored, String fullUrl, ResourceKey key) when key != null ->
          references.introduce(fullUrl, key, key.type());
      case Intent.Same(ResourceKey key, String fullUrl) ->
          references.introduce(fullUrl, key, key.type());
      default -> {
        // Nothing that another entry could refer to.
      }
    }
  }

  private Intent identify(Interaction interaction, @Nullable String entry) {
    return switch (interaction) {
      case Interaction.Create c -> create(c, at(entry, type(c.body())));
      case Interaction.Update u -> {
        requireServed(u.key().type());
        Ids.require(u.key());
        yield new Intent.Write(
            Draft.update(u.key(), copy(u.body()), u.ifMatch(), at(entry, u.key().type())),
            u.fullUrl());
      }
      case Interaction.ConditionalUpdate u -> conditionalUpdate(u, at(entry, u.type()));
      case Interaction.Delete d -> {
        requireServed(d.key().type());
        Ids.require(d.key());
        yield new Intent.Write(Draft.delete(d.key(), d.ifMatch(), at(entry, d.key().type())), null);
      }
      case Interaction.ConditionalDelete d -> {
        requireServed(d.type());
        var found = conditionals.atMostOne(d.type(), d.query());
        yield found == null
            ? new Intent.Settled(new Outcome.Deleted(0), null, null)
            : new Intent.Write(Draft.delete(found, null, at(entry, d.type())), null);
      }
      case Interaction.Read read -> new Intent.Later(read);
      case Interaction.Search search -> new Intent.Later(search);
    };
  }

  private Intent create(Interaction.Create create, String at) {
    String type = type(create.body());
    requireServed(type);
    String condition = create.ifNoneExist();
    if (condition != null) {
      ResourceKey promised = conditionals.promised(type, condition);
      if (promised != null) {
        return new Intent.Same(promised, create.fullUrl());
      }
      ResourceKey found = conditionals.claim(type, condition);
      if (found != null) {
        return new Intent.Settled(
            new Outcome.Unchanged(conditionals.current(found)), create.fullUrl(), found);
      }
    }
    var key = new ResourceKey(type, Ids.next(work.now()));
    if (condition != null) {
      conditionals.promise(type, condition, key);
    }
    return new Intent.Write(Draft.create(key, copy(create.body()), at), create.fullUrl());
  }

  private Intent conditionalUpdate(Interaction.ConditionalUpdate update, String at) {
    requireServed(update.type());
    ResourceKey found = conditionals.claim(update.type(), update.query());
    String sent = update.body().path("id").asString("");
    if (found != null) {
      if (!sent.isEmpty() && !sent.equals(found.id())) {
        throw new RecordException(
            Kind.INVALID,
            "value",
            update.type() + ".id",
            "The body has the id '%s', but the condition matches %s.".formatted(sent, found));
      }
      return new Intent.Write(Draft.update(found, copy(update.body()), null, at), update.fullUrl());
    }
    if (sent.isEmpty()) {
      var key = new ResourceKey(update.type(), Ids.next(work.now()));
      return new Intent.Write(Draft.create(key, copy(update.body()), at), update.fullUrl());
    }
    var key = new ResourceKey(update.type(), sent);
    Ids.require(key);
    return new Intent.Write(Draft.update(key, copy(update.body()), null, at), update.fullUrl());
  }

  private static String at(@Nullable String entry, String type) {
    return entry == null ? type : entry + ".resource";
  }

  private static String type(ObjectNode body) {
    return body.path("resourceType").asString("");
  }

  /** A second attempt must find the body as it was sent. */
  private static ObjectNode copy(ObjectNode body) {
    return body.deepCopy();
  }

  private void requireServed(String type) {
    if (!types.contains(type)) {
      throw Reads.notServed(type);
    }
  }

  private static void requireDistinct(List<Intent.Write> writes) {
    Map<ResourceKey, String> seen = new HashMap<>();
    for (Intent.Write write : writes) {
      String before = seen.put(write.draft().key(), write.draft().at());
      if (before != null) {
        throw new RecordException(
            Kind.INVALID,
            "duplicate",
            write.draft().at(),
            "%s is written here and by %s: one transaction may write a resource once."
                .formatted(write.draft().key(), before));
      }
    }
  }
}
