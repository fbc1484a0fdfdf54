package dev.vertepath.fhir.operation.match;

import dev.vertepath.fhir.operation.Criteria;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.StoredResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The patients who are worth a comparison: each search asks the index for something rare, so that
 * the cost does not grow with the record.
 */
final class Candidates {

  private static final String PATIENT = "Patient";

  /** Of one search. More share the same only where it says too little. */
  private static final int MOST = 50;

  /** Of one kind of value: a search has to stay short. */
  private static final int MOST_VALUES = 10;

  private final ClinicalRecord record;
  private final Map<ResourceKey, StoredResource> found = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();

  private Candidates(ClinicalRecord record) {
    this.record = record;
  }

  /**
   * @throws RecordException UNPROCESSABLE when the person is described by too little
   */
  static Candidates of(ClinicalRecord record, Person asked) {
    var candidates = new Candidates(record);
    candidates.find(asked);
    return candidates;
  }

  List<StoredResource> all() {
    return List.copyOf(found.values());
  }

  /** What could not be looked at, for a person to read. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void find(Person asked) {
    boolean family = !asked.families().isEmpty();
    boolean given = !asked.givens().isEmpty();
    String birthDate = asked.birthDate();
    boolean some = false;
    if (!asked.identifiers().isEmpty()) {
      add("an identifier", new Criteria().token("identifier", first(asked.identifiers())));
      some = true;
    }
    if (!asked.contacts().isEmpty()) {
      add("a telephone number or address", new Criteria().and("telecom", first(asked.contacts())));
      some = true;
    }
    if (family && birthDate != null) {
      add("family name and date of birth", family(asked).and("birthdate", birthDate));
      some = true;
    }
    if (given && birthDate != null) {
      add("given name and date of birth", given(asked).and("birthdate", birthDate));
      some = true;
    }
    if (family && given) {
      add("family and given name", family(asked).and("given", first(asked.givens())));
      some = true;
    }
    if (!some) {
      throw tooLittle();
    }
  }

  private static Criteria family(Person asked) {
    return new Criteria().and("family", first(asked.families()));
  }

  private static Criteria given(Person asked) {
    return new Criteria().and("given", first(asked.givens()));
  }

  private static <T> List<T> first(Set<T> values) {
    return values.stream().limit(MOST_VALUES).toList();
  }

  private void add(String shared, Criteria criteria) {
    SearchPage page = record.search(PATIENT, criteria.atMost(MOST).query());
    page.matches().forEach(patient -> found.putIfAbsent(patient.key(), patient));
    if (page.links().next() != null) {
      warnings.add(
          "More than %d patients share %s with this one; only so many were compared: tell more."
              .formatted(MOST, shared));
    }
  }

  private static RecordException tooLittle() {
    return new RecordException(
        Kind.UNPROCESSABLE,
        "required",
        PATIENT,
        "This is too little to find a person by: give an identifier with its system, a telephone"
            + " number or mail address, or two of family name, given name and date of birth.");
  }

  /**
   * The record that stands for a patient now, where hers was replaced by another one (R4
   * patient.html, "Linking Patients"); null when it was not, or its successor is not here.
   */
  static @Nullable StoredResource successor(
      ClinicalRecord record, @Nullable String reference, String base) {
    String url = reference == null ? "" : reference;
    String relative = url.startsWith(base + "/") ? url.substring(base.length() + 1) : url;
    String[] parts = relative.split("/", -1);
    if (parts.length < 2 || !parts[0].equals(PATIENT)) {
      return null;
    }
    try {
      return record.read(new ResourceKey(PATIENT, parts[1]), null);
    } catch (RecordException e) {
      // Deleted, or never sent: what is here is all there is.
      return null;
    }
  }
}
