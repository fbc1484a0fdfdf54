package dev.vertepath.desk.patient;

import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a form says, through the caller's record, on the version that the page showed. */
@ConditionalOnWebApplication
@Component
class Writing {

  /** Identifies what a form made, so that a form that is sent twice makes it once. */
  static final String FORM = "https://vertepath.dev/fhir/desk-form";

  private final AuditedRecord record;
  private final Clock clock;
  private final ZoneId zone;

  Writing(AuditedRecord record, Clock clock, ZoneId zone) {
    this.record = record;
    this.clock = clock;
    this.zone = zone;
  }

  Instant now() {
    return clock.instant();
  }

  ZoneId zone() {
    return zone;
  }

  Shown read(ResourceKey key) {
    return Shown.of(record.read(key, null));
  }

  /** The patient alone. */
  Chart patient(String id) {
    return new Chart(read(new ResourceKey("Patient", id)), Map.of(), true, clock.instant(), zone);
  }

  /**
   * Changes the version that the page showed.
   *
   * @return what others changed meanwhile, in which case nothing was stored; else empty
   * @throws RecordException for every other reason to refuse
   */
  List<Change> update(ResourceKey key, long version, UnaryOperator<ObjectNode> change) {
    try {
      record.apply(new Interaction.Patch(null, key, change, version));
      return List.of();
    } catch (RecordException refusal) {
      if (refusal.kind() != Kind.PRECONDITION_FAILED) {
        throw refusal;
      }
      return changes(key, version);
    }
  }

  /**
   * Changes the version that the page showed, if what it stands on is still as the page showed it.
   *
   * @param ground versions that the page showed, of other resources
   * @return what others changed meanwhile, in which case nothing was stored; else empty
   */
  List<Change> update(
      ResourceKey key,
      long version,
      Map<ResourceKey, Long> ground,
      UnaryOperator<ObjectNode> change) {
    Map<ResourceKey, Long> all = new LinkedHashMap<>(ground);
    all.put(key, version);
    try {
      return record.atOnce(
          () -> {
            List<Change> changes = changes(all);
            if (changes.isEmpty()) {
              record.apply(new Interaction.Patch(null, key, change, version));
            }
            return changes;
          });
    } catch (RecordException refusal) {
      // Somebody was quicker by a moment: told when nothing of this is left to be committed.
      List<Change> changes = refusal.kind() == Kind.PRECONDITION_FAILED ? changes(all) : List.of();
      if (changes.isEmpty()) {
        throw refusal;
      }
      return changes;
    }
  }

  /** What changed since these versions. */
  private List<Change> changes(Map<ResourceKey, Long> shown) {
    List<Change> changes = new ArrayList<>();
    shown.forEach(
        (key, version) -> {
          if (read(key).version() != version) {
            changes.addAll(changes(key, version));
          }
        });
    return changes;
  }

  /** What changed since a version. */
  private List<Change> changes(ResourceKey key, long version) {
    Shown before = Shown.of(record.read(key, version));
    Shown after = read(key);
    List<Change> changes = new ArrayList<>(Change.between(before.body(), after.body()));
    if (changes.isEmpty()) {
      // Another version that says the same is still one that the page did not show.
      changes.add(
          new Change(
              "meta", "", String.valueOf(before.version()), String.valueOf(after.version())));
    }
    return changes;
  }

  /**
   * Creates a resource, if what it stands on is still as the page showed it.
   *
   * @param ground versions that the page showed
   * @return what others changed meanwhile, in which case nothing was stored; else empty
   */
  List<Change> create(Map<ResourceKey, Long> ground, ObjectNode body) {
    return record.atOnce(
        () -> {
          if (isThere(body)) {
            return List.of();
          }
          List<Change> changes = changes(ground);
          if (changes.isEmpty()) {
            create(List.of(body));
          }
          return changes;
        });
  }

  /** Whether the form was sent before: what it made has changed what it stood on. */
  private boolean isThere(ObjectNode body) {
    return !record
        .search(body.path("resourceType").asString(), sent(body) + "&_count=1")
        .matches()
        .isEmpty();
  }

  private static String sent(ObjectNode body) {
    return "identifier=" + FORM + "%7C" + body.at("/identifier/0/value").asString("");
  }

  /** Creates resources in one transaction; those of a form that was sent before are there. */
  void create(List<ObjectNode> bodies) {
    List<Interaction> interactions = new ArrayList<>();
    for (ObjectNode body : bodies) {
      interactions.add(new Interaction.Create("urn:uuid:" + UUID.randomUUID(), body, sent(body)));
    }
    record.transact(interactions);
  }
}
