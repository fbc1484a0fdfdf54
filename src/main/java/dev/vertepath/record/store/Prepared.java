package dev.vertepath.record.store;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.IndexRows;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.SearchParameters;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A draft with what the index will hold of it.
 *
 * @param identifiers hashes of its own
 * @param home logical id of the patient it belongs to though no reference of the index says so
 */
record Prepared(Draft draft, IndexRows rows, Set<Long> identifiers, @Nullable String home) {

  /**
   * @throws RecordException UNPROCESSABLE for a value that no search could compare, naming the
   *     entry
   */
  static Prepared of(Draft draft, Extraction extraction) {
    ObjectNode body = draft.body();
    if (body == null) {
      return new Prepared(draft, IndexRows.empty(), Set.of(), null);
    }
    try {
      return new Prepared(
          draft, extraction.of(draft.key().type(), body), References.identifiers(body), null);
    } catch (RecordException e) {
      throw e.within(draft.at());
    }
  }

  /** The logical id of the patient it belongs to, if it is known by now. */
  @Nullable String patient(SearchParameters parameters) {
    ResourceKey key = draft.key();
    if (home != null) {
      return home;
    }
    return key.type().equals("Patient")
        ? key.id()
        : rows.patient(parameters.patientReferences(key.type()));
  }

  /** The same, as what belongs to this patient. */
  Prepared of(@Nullable String patient) {
    return new Prepared(draft, rows, identifiers, patient);
  }

  /** Its own row and that of its patient, as far as anyone can have written them before. */
  Stream<ResourceKey> before(SearchParameters parameters) {
    String patient = patient(parameters);
    var own = draft.fresh() ? Stream.<ResourceKey>empty() : Stream.of(draft.key());
    var hers =
        patient == null
            ? Stream.<ResourceKey>empty()
            : Stream.of(new ResourceKey("Patient", patient));
    return Stream.concat(own, hers).distinct();
  }

  /**
   * What must be locked before it is written.
   *
   * @param sent whether it was sent: what follows locks its identifiers when it is written, for
   *     nobody waits for it yet
   */
  Locks.Wanted locks(SearchParameters parameters, boolean sent) {
    Set<Long> alone = new LinkedHashSet<>();
    String patient = patient(parameters);
    if (patient != null) {
      alone.add(Locks.ofPatient(patient));
    }
    if (sent) {
      // Many may refer to what one brings: they need not wait for each other.
      identifiers.stream().map(Locks::ofIdentifier).forEach(alone::add);
    }
    Set<Long> together = new LinkedHashSet<>();
    rows.references().stream()
        .flatMap(row -> IdentifierLinks.hash(row).stream())
        .map(Locks::ofIdentifier)
        .forEach(together::add);
    return new Locks.Wanted(alone, together);
  }

  /** Hashes of the identifiers by which others may wait for them. */
  static Set<Long> identifiers(Collection<Prepared> all) {
    Set<Long> hashes = new LinkedHashSet<>();
    all.forEach(one -> hashes.addAll(one.identifiers));
    return hashes;
  }

  /** Hashes of the identifiers by which others may wait for patients. */
  static Set<Long> identifiersOfPatients(Collection<Prepared> all) {
    Set<Long> hashes = new LinkedHashSet<>();
    all.stream()
        .filter(one -> one.draft.key().type().equals("Patient"))
        .forEach(one -> hashes.addAll(one.identifiers));
    return hashes;
  }

  /** Adds which of them carry which identifiers. */
  static void carriers(Collection<Prepared> all, Map<Long, Set<ResourceKey>> carriers) {
    for (Prepared one : all) {
      one.identifiers.forEach(
          hash -> carriers.computeIfAbsent(hash, h -> new LinkedHashSet<>()).add(one.draft.key()));
    }
  }
}
