package dev.vertepath.exchange.message;

import dev.vertepath.exchange.ledger.Incoming;
import dev.vertepath.exchange.ledger.Ledger;
import dev.vertepath.exchange.ledger.StableId;
import dev.vertepath.exchange.message.Identifiers.Identifier;
import dev.vertepath.exchange.message.Message.Part;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a message's resources ask of the record: each is found by its identifier and takes the place
 * of what is there, or is new. One interaction for each part, in their order.
 */
final class Storing {

  private static final String PATIENT = "Patient";

  /** Hold messages and settings rather than facts. */
  private static final Set<String> NO_CONTENT =
      Set.of(
          "Bundle",
          "MessageHeader",
          "Parameters",
          "OperationOutcome",
          "AuditEvent",
          "Subscription");

  private final ClinicalRecord record;
  private final Ledger ledger;
  private final @Nullable String ownBase;
  private final Incoming message;
  private final long seq;
  private final List<Problem> notes = new ArrayList<>();
  private final Map<String, String> patients = new HashMap<>();

  /**
   * @param ownBase URL of this server, if it is known
   * @param seq of the message in the ledger
   */
  Storing(
      ClinicalRecord record, Ledger ledger, @Nullable String ownBase, Incoming message, long seq) {
    this.record = record;
    this.ledger = ledger;
    this.ownBase = ownBase;
    this.message = message;
    this.seq = seq;
  }

  List<Interaction> of(List<Part> parts) {
    List<Interaction> interactions = new ArrayList<>();
    List<Part> resolved = new PartReferences(ownBase, parts).resolved();
    for (int i = 0; i < resolved.size(); i++) {
      Part part = resolved.get(i);
      ObjectNode resource = part.resource();
      try {
        interactions.add(
            resource == null
                ? new Interaction.Nothing()
                : of(part, resource, name(parts.get(i), i), i));
      } catch (RecordException e) {
        throw e.within("Bundle.entry[" + i + "].resource");
      }
    }
    return interactions;
  }

  /** What the sender should know of it, each with the place of its part. */
  List<Problem> notes() {
    return notes;
  }

  /** What stands for a resource without identifier: where it lies, or its place in the message. */
  private String name(Part sent, int index) {
    return sent.fullUrl() == null ? message.id() + "#" + index : sent.fullUrl();
  }

  private Interaction of(Part part, ObjectNode resource, String name, int index) {
    String type = resource.path("resourceType").asString("");
    if (NO_CONTENT.contains(type)) {
      throw new RecordException(
          Kind.UNPROCESSABLE,
          "not-supported",
          type,
          "A %s is no content of a message: send what it tells of.".formatted(type));
    }
    if (ownBase != null && name.startsWith(ownBase + "/" + type + "/")) {
      return update(
          part, resource, new ResourceKey(type, name.substring(name.lastIndexOf('/') + 1)));
    }
    List<Identifier> known = Identifiers.lasting(resource);
    if (known.isEmpty()) {
      return update(part, resource, StableId.of(type, message.sender().key(), name));
    }
    // The sender's own id, which another resource may have here.
    resource.remove("id");
    boolean overtaken = isOvertaken(type, known.getFirst(), index);
    return type.equals(PATIENT)
        ? patient(part, resource, known, overtaken)
        : byIdentifier(part, resource, type, Identifiers.query(known.subList(0, 1)), overtaken);
  }

  private static Interaction update(Part part, ObjectNode resource, ResourceKey key) {
    resource.put("id", key.id());
    return new Interaction.Update(part.fullUrl(), key, resource, null);
  }

  private boolean isOvertaken(String type, Identifier identifier, int index) {
    if (message.sent() == null
        || !ledger.isOvertaken(
            message.sender().key(), type, PlainText.of(identifier.token()), message.sent(), seq)) {
      return false;
    }
    notes.add(
        new Problem(
            "informational",
            "Bundle.entry[" + index + "]",
            "A later message of the same sender told of this %s already, which stays."
                .formatted(type)));
    return true;
  }

  private static Interaction byIdentifier(
      Part part, ObjectNode resource, String type, String query, boolean overtaken) {
    return overtaken
        ? new Interaction.Create(part.fullUrl(), resource, query)
        : new Interaction.ConditionalUpdate(part.fullUrl(), type, query, resource);
  }

  /** Of a patient whom several know, each by other identifiers, none is lost. */
  private Interaction patient(
      Part part, ObjectNode resource, List<Identifier> known, boolean overtaken) {
    List<StoredResource> found =
        record.search(PATIENT, Identifiers.query(known) + "&_count=2").matches();
    if (found.size() > 1) {
      throw new RecordException(
          Kind.PRECONDITION_FAILED,
          "multiple-matches",
          "Patient.identifier",
          "Several patients carry identifiers of this one: say by a message of the event"
              + " patient-merge that they are the same, or send the identifiers of one alone.");
    }
    if (found.isEmpty()) {
      return new Interaction.Create(
          part.fullUrl(), resource, Identifiers.query(known.subList(0, 1)));
    }
    patients.put(String.valueOf(part.fullUrl()), found.getFirst().key().reference());
    var told = new ToldPatient(resource, patients);
    return new Interaction.Patch(
        part.fullUrl(),
        found.getFirst().key(),
        current -> overtaken ? current : part.partial() ? told.beside(current) : told.over(current),
        null);
  }
}
