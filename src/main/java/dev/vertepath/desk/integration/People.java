package dev.vertepath.desk.integration;

import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.StoredResource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Who is meant by what a person types: patients in sight, by name or by a number. */
@ConditionalOnWebApplication
@Component
class People {

  private static final String MOST = "&_count=50";

  private final AuditedRecord record;

  People(AuditedRecord record) {
    this.record = record;
  }

  /**
   * @return as the ledger is asked for patients: ids, and identifiers as {@code system|value}; the
   *     number itself as well, since a message may name somebody whom the record does not know
   */
  List<String> named(String text) {
    if (text.contains("|")) {
      return List.of(text);
    }
    Set<String> names = new LinkedHashSet<>(List.of("*|" + text));
    if (text.matches("(Patient/)?[A-Za-z0-9.-]{1,64}")) {
      names.add(text.replaceFirst("^Patient/", ""));
    }
    String value =
        URLEncoder.encode(text.replaceAll("([\\\\,|$])", "\\\\$1"), StandardCharsets.UTF_8);
    add("name=" + value, names);
    add("identifier=" + value, names);
    return List.copyOf(names);
  }

  private void add(String query, Set<String> names) {
    try {
      record.search("Patient", query + MOST).matches().forEach(patient -> add(patient, names));
    } catch (RecordException refusal) {
      // Who sees no patients still finds messages by the number.
      if (refusal.kind() != Kind.FORBIDDEN) {
        throw refusal;
      }
    }
  }

  private static void add(StoredResource patient, Set<String> names) {
    names.add(patient.key().id());
    for (JsonNode one : Json.MAPPER.readTree(patient.body()).path("identifier")) {
      names.add(one.path("system").asString("") + "|" + one.path("value").asString(""));
    }
  }
}
