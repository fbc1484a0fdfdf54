package dev.vertepath.record.store;

import dev.vertepath.record.Json;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.index.Changes;
import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.IndexRows;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.index.SearchParameters;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Holds what shall be written against what is there, and says what it comes to. */
final class NextVersions {

  private final WriteBatch batch;
  private final KnownRows known;
  private final Touched touched;
  private final Extraction extraction;
  private final SearchParameters parameters;

  NextVersions(
      WriteBatch batch,
      KnownRows known,
      Touched touched,
      Extraction extraction,
      SearchParameters parameters) {
    this.batch = batch;
    this.known = known;
    this.touched = touched;
    this.extraction = extraction;
    this.parameters = parameters;
  }

  /**
   * @param hidden whether the sender does not see what is there
   */
  Outcome write(Prepared prepared, boolean hidden) {
    Draft draft = prepared.draft();
    if (hidden) {
      return Preconditions.outOfSight(draft);
    }
    Row old = known.get(draft.key());
    boolean there = old != null && !old.resource().deleted();
    Preconditions.ifMatch(draft, old);
    ObjectNode body = draft.body();
    if (body == null) {
      if (old == null || !there) {
        return new Outcome.Deleted(old == null ? 0 : old.resource().version());
      }
      Row mark = batch.delete(old);
      remember(mark, old);
      return new Outcome.Deleted(mark.resource().version());
    }
    if (there && old != null && Bodies.same(body, old.resource())) {
      return new Outcome.Unchanged(old.resource());
    }
    String patient = prepared.patient(parameters);
    Row row =
        old == null
            ? batch.insert(draft, body, prepared.rows(), patient)
            : replaced(draft, body, prepared.rows(), patient, old);
    if (draft.fresh()) {
      touched.made(draft.key());
    } else if (old == null) {
      // What belongs to it may have come before it.
      batch.moved(draft.key());
    }
    remember(row, old);
    return there ? new Outcome.Updated(row.resource()) : new Outcome.Created(row.resource());
  }

  private Row replaced(
      Draft draft, ObjectNode body, IndexRows rows, @Nullable String patient, Row old) {
    Set<Long> identifiers = References.identifiers(body);
    Changes changes;
    if (old.resource().deleted()) {
      changes = Changes.renewed(old.rid(), rows);
    } else {
      var before = (ObjectNode) Json.MAPPER.readTree(old.resource().body());
      changes = Changes.between(old.rid(), extraction.of(old.key().type(), before), rows);
      identifiers.removeAll(References.identifiers(before));
    }
    if (old.resource().deleted() || !Objects.equals(patient, old.resource().patient())) {
      batch.moved(draft.key());
    }
    return batch.replace(draft, body, patient, old, changes, identifiers);
  }

  private void remember(Row row, @Nullable Row old) {
    known.put(row);
    touched.wrote(row, old);
  }
}
