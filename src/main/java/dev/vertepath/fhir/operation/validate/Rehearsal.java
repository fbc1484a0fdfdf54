package dev.vertepath.fhir.operation.validate;

import dev.vertepath.fhir.body.Body;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Finds out whether the server would do something, by doing it and taking it back. */
final class Rehearsal {

  private final ClinicalRecord record;
  private final Body bodies;

  Rehearsal(ClinicalRecord record, Body bodies) {
    this.record = record;
    this.bodies = bodies;
  }

  void create(String type, ObjectNode resource, Findings findings) {
    if (isSound(type, resource, findings)) {
      // The record changes what it is given.
      rehearse(new Interaction.Create(null, resource.deepCopy(), null), findings);
    }
  }

  void update(OperationCall call, ObjectNode resource, Findings findings) {
    if (isSound(call.calledType(), resource, findings)) {
      String id = call.id() == null ? resource.path("id").asString() : call.id();
      ObjectNode changed = resource.deepCopy().put("id", id);
      var key = new ResourceKey(call.calledType(), id);
      rehearse(new Interaction.Update(null, key, changed, call.ifMatch()), findings);
    }
  }

  /**
   * @throws RecordException NOT_FOUND or GONE when it is not there
   */
  void delete(ResourceKey key, @Nullable Long ifMatch, Findings findings) {
    record.read(key, null);
    rehearse(new Interaction.Delete(key, ifMatch), findings);
  }

  /** What is wrong with its structure, the validator has said in most cases. */
  private boolean isSound(String type, ObjectNode resource, Findings findings) {
    try {
      bodies.check(resource, type);
      return true;
    } catch (RecordException e) {
      if (!findings.hasErrors()) {
        findings.add(e.problems());
      }
      return false;
    }
  }

  private void rehearse(Interaction interaction, Findings findings) {
    try {
      record.rehearse(interaction);
    } catch (RecordException e) {
      findings.add(e.problems());
    }
  }
}
