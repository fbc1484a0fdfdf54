package dev.vertepath.exchange.message;

import dev.vertepath.access.GuardedRecord;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whom a message names, of the patients whom the record knows. One who is another organization's is
 * none of them: that she is known there, nobody learns by naming her.
 */
final class NamedPatients {

  private static final String PATIENT = "Patient";

  private final GuardedRecord record;

  NamedPatients(GuardedRecord record) {
    this.record = record;
  }

  /**
   * @param names as {@code system|value} or {@code Patient/id}
   * @return logical ids of those whom the caller sees, or would see but for a Consent or a label
   */
  Set<String> of(List<String> names) {
    Set<String> known = new TreeSet<>();
    names.stream()
        .filter(name -> name.startsWith(PATIENT + "/"))
        .forEach(name -> known.add(name.substring(PATIENT.length() + 1)));
    String identifiers =
        names.stream()
            .filter(name -> name.contains("|"))
            .map(NamedPatients::escaped)
            .collect(Collectors.joining(","));
    if (!identifiers.isEmpty()) {
      record.unguarded().search(PATIENT, "identifier=" + identifiers).matches().stream()
          .map(StoredResource::key)
          .map(ResourceKey::id)
          .forEach(known::add);
    }
    known.removeIf(patient -> !isConcern(patient));
    return known;
  }

  private boolean isConcern(String patient) {
    try {
      return record.isBehindGlass(patient);
    } catch (RecordException refused) {
      // Who may read no patients, reads nothing of them.
      return true;
    }
  }

  private static String escaped(String name) {
    int bar = name.indexOf('|');
    String value = name.substring(bar + 1).replaceAll("([\\\\,|$])", "\\\\$1");
    return URLEncoder.encode(name.substring(0, bar + 1) + value, StandardCharsets.UTF_8);
  }
}
