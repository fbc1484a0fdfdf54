package dev.vertepath.exchange.identity;

import dev.vertepath.record.Consequence;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moves what belongs to a patient who was replaced by another ({@code Patient.link}, R4
 * patient.html, "Linking Patients") to the one who stays: whatever is hers gets a version that
 * refers to the other. It is done with every change, so that what arrives late moves as well, and
 * before the pathway looks, which then finds all facts with one patient.
 */
final class MergedPatients implements Consequence {

  private static final String PATIENT = "Patient";

  /** Longer rows of replacements are circles. */
  private static final int MOST = 10;

  private final Set<String> types;

  /**
   * @param ofPatients the types that may tell of a patient
   */
  MergedPatients(Set<String> ofPatients) {
    Set<String> moving = new HashSet<>(ofPatients);
    moving.remove(PATIENT);
    // What a document or a message said is not written anew.
    moving.remove("Bundle");
    this.types = Set.copyOf(moving);
  }

  @Override
  public void follow(RecordChange change) {
    for (String patient : change.patients()) {
      var key = new ResourceKey(PATIENT, patient);
      Optional<ObjectNode> replaced = read(change, key).filter(body -> by(body).isPresent());
      if (replaced.isPresent()) {
        // Nobody moves a record to one who is out of their sight: it waits for who sees both.
        survivor(change, key)
            .filter(change::isSeen)
            .ifPresent(survivor -> move(change, key, replaced.get(), survivor));
      }
    }
    change.settle();
  }

  private static Optional<ObjectNode> read(RecordChange change, ResourceKey key) {
    return change.current(key).map(MergedPatients::tree);
  }

  private static ObjectNode tree(StoredResource stored) {
    return (ObjectNode) Json.MAPPER.readTree(stored.body());
  }

  /** By whom a patient is replaced, as the link says. */
  private static Optional<String> by(JsonNode patient) {
    return patient
        .path("link")
        .valueStream()
        .filter(link -> link.path("type").asString("").equals("replaced-by"))
        .map(link -> link.at("/other/reference").asString(""))
        .filter(reference -> !reference.isEmpty())
        .findFirst();
  }

  /** The one who stays, when she is here: the last of those who replaced each other. */
  private static Optional<ResourceKey> survivor(RecordChange change, ResourceKey replaced) {
    ResourceKey last = replaced;
    for (int i = 0; i < MOST; i++) {
      Optional<ObjectNode> body = read(change, last);
      if (body.isEmpty()) {
        return Optional.empty();
      }
      Optional<ResourceKey> next = by(body.get()).flatMap(change::target);
      if (next.isEmpty()) {
        return Optional.of(last);
      }
      if (!next.get().type().equals(PATIENT)) {
        return Optional.empty();
      }
      last = next.get();
    }
    return Optional.empty();
  }

  private void move(
      RecordChange change, ResourceKey from, ObjectNode replaced, ResourceKey survivor) {
    if (survivor.equals(from)) {
      return;
    }
    Set<String> identifiers = new HashSet<>();
    replaced.path("identifier").forEach(identifier -> identifiers.add(token(identifier)));
    for (StoredResource resource : List.copyOf(change.ofPatient(from.id(), types))) {
      ObjectNode body = tree(resource);
      if (rewrite(change, body, from, identifiers, survivor)) {
        change.put(resource.key(), body);
      }
    }
  }

  private static String token(JsonNode identifier) {
    return identifier.path("system").asString("") + "|" + identifier.path("value").asString("");
  }

  /**
   * @return whether anything referred to the one who was replaced
   */
  private static boolean rewrite(
      RecordChange change,
      JsonNode node,
      ResourceKey from,
      Set<String> identifiers,
      ResourceKey survivor) {
    boolean changed = false;
    if (node instanceof ObjectNode object && isTo(change, object, from, identifiers)) {
      object.put("reference", survivor.reference());
      changed = true;
    }
    for (JsonNode child : node) {
      if (child.isContainer()) {
        changed |= rewrite(change, child, from, identifiers, survivor);
      }
    }
    return changed;
  }

  /** By reference, or by an identifier alone. */
  private static boolean isTo(
      RecordChange change, ObjectNode object, ResourceKey from, Set<String> identifiers) {
    if (object.path("reference").isString()) {
      return change.target(object.path("reference").asString()).filter(from::equals).isPresent();
    }
    JsonNode identifier = object.path("identifier");
    String type = object.path("type").asString(PATIENT);
    return identifier.isObject() && type.equals(PATIENT) && identifiers.contains(token(identifier));
  }
}
