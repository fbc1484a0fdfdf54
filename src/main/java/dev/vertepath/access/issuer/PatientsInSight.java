package dev.vertepath.access.issuer;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Scope;
import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.record.Handling;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.StoredResource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the patient for whom an app is to be opened, by name or identifier: as the person who logs
 * in might find her, and told in the audit trail as any search.
 */
final class PatientsInSight {

  private static final int MOST = 10;
  private static final String SCOPE = "user/Patient.rs";

  private final AuditedRecord record;

  PatientsInSight(AuditedRecord record) {
    this.record = record;
  }

  /**
   * One who is found.
   *
   * @param id logical id
   * @param name empty where none is known
   * @param born as in {@code Patient.birthDate}; empty where it is not known
   * @param identifier the first one; empty where there is none
   */
  record Found(String id, String name, String born, String identifier) {}

  /**
   * @param client that she logs in through
   * @param text how a name begins, or a whole identifier
   * @return ten at most; none for somebody who may not search for patients
   */
  List<Found> find(Account account, @Nullable String client, String text) {
    Map<String, Found> found = new LinkedHashMap<>();
    CurrentCaller.during(
        caller(account.caller(client)),
        () -> {
          for (String parameter : List.of("identifier", "name")) {
            search(parameter + "=" + escaped(text)).forEach(one -> found.put(one.id(), one));
          }
        });
    return found.values().stream().limit(MOST).toList();
  }

  private List<Found> search(String query) {
    try {
      return record.search("Patient", query + "&_count=" + MOST, Handling.STRICT).matches().stream()
          .map(PatientsInSight::found)
          .toList();
    } catch (RecordException refused) {
      return List.of();
    }
  }

  private static Caller caller(Caller of) {
    return new Caller(
        of.kind(),
        of.subject(),
        of.name(),
        of.fhirUser(),
        of.client(),
        of.roles(),
        of.organization(),
        List.of(Scope.parse(SCOPE).orElseThrow()),
        of.patient(),
        of.purpose());
  }

  private static Found found(StoredResource stored) {
    JsonNode body = Json.MAPPER.readTree(stored.body());
    JsonNode name = body.at("/name/0");
    List<String> words = new ArrayList<>();
    name.path("given").forEach(given -> words.add(given.asString("")));
    words.add(name.path("family").asString(""));
    words.removeIf(String::isBlank);
    return new Found(
        stored.key().id(),
        words.isEmpty() ? name.path("text").asString("") : String.join(" ", words),
        body.path("birthDate").asString(""),
        body.at("/identifier/0/value").asString(""));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text.replaceAll("([\\\\,|$])", "\\\\$1"), StandardCharsets.UTF_8);
  }
}
