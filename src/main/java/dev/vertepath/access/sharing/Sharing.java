package dev.vertepath.access.sharing;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.References;
import dev.vertepath.access.sharing.SharingTables.Statements;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Keeps what the sight of callers compares with, in the transaction of the change: the
 * organizations that a patient is shared with, the denials of her Consents, and labels.
 */
final class Sharing implements Consequence {

  private static final String SENDER = "sender";
  private static final String MANAGING = "managing";
  private static final String CARE_TEAM = "care-team";

  private static final Pattern ORGANIZATION = Pattern.compile("Organization/([A-Za-z0-9.-]+)");

  private final SharingTables tables;

  Sharing(SharingTables tables) {
    this.tables = tables;
  }

  @Override
  public void follow(RecordChange change) {
    Statements to =
        (sql, arguments) -> {
          change.resight();
          change.alongside(sql, arguments);
        };
    if (change.written().isEmpty()) {
      change.patients().forEach(patient -> again(change, to, patient));
      return;
    }
    change.settle();
    Optional<String> sender = CurrentCaller.find().map(Caller::organization).map(References::id);
    List<Label> labels = new ArrayList<>();
    List<ResourceKey> nobodys = new ArrayList<>();
    for (ResourceKey key : change.written()) {
      StoredResource stored = change.current(key).orElse(null);
      if (stored == null) {
        continue;
      }
      if (key.type().equals("Patient")) {
        patient(to, stored, sender);
      } else if (stored.version() == 1 && stored.patient() == null) {
        nobodys.add(key);
      }
      Label.of(stored).ifPresent(labels::add);
    }
    SharingTables.label(to, labels);
    sender.ifPresent(organization -> SharingTables.own(to, nobodys, organization));
    Set<ResourceKey> changed = new HashSet<>(change.written());
    if (changed.stream().anyMatch(key -> key.type().equals("Patient"))) {
      // What came before its patient, and named her by her identifier, holds from now on.
      changed.addAll(change.homed());
    }
    for (String patient : change.patients()) {
      if (isAnyOf(changed, change, "CareTeam", patient)) {
        SharingTables.share(to, patient, CARE_TEAM, members(change, patient));
      }
      if (isAnyOf(changed, change, "Consent", patient)) {
        SharingTables.deny(to, patient, denials(change, patient));
      }
    }
  }

  /** As it follows from what is stored: who sent her, nothing tells but the first time. */
  private void again(RecordChange change, Statements to, String patient) {
    List<Share> managing =
        change.current(new ResourceKey("Patient", patient)).stream()
            .flatMap(stored -> organizations(read(stored).path("managingOrganization")).stream())
            .map(Share::always)
            .toList();
    SharingTables.share(to, patient, MANAGING, managing);
    SharingTables.share(to, patient, CARE_TEAM, members(change, patient));
    SharingTables.deny(to, patient, denials(change, patient));
    SharingTables.label(to, tables.labels(patient));
  }

  private static void patient(Statements to, StoredResource stored, Optional<String> sender) {
    String id = stored.key().id();
    if (stored.version() == 1) {
      sender.ifPresent(organization -> SharingTables.sent(to, id, SENDER, organization));
    }
    List<Share> managing =
        organizations(read(stored).path("managingOrganization")).stream()
            .map(Share::always)
            .toList();
    if (stored.version() > 1 || !managing.isEmpty()) {
      SharingTables.share(to, id, MANAGING, managing);
    }
  }

  /** A team that was deleted or has moved to another patient is none of hers any longer. */
  private static boolean isAnyOf(
      Set<ResourceKey> changed, RecordChange change, String type, String patient) {
    return changed.stream()
        .filter(key -> key.type().equals(type))
        .anyMatch(
            key ->
                change
                    .current(key)
                    .map(stored -> patient.equals(stored.patient()) || stored.version() > 1)
                    .orElse(true));
  }

  private static List<Share> members(RecordChange change, String patient) {
    List<Share> shares = new ArrayList<>();
    for (StoredResource team : change.ofPatient(patient, List.of("CareTeam"))) {
      JsonNode body = read(team);
      if (!body.path("status").asString("").equals("active")) {
        continue;
      }
      JsonNode period = body.path("period");
      for (JsonNode one : body.path("managingOrganization")) {
        organizations(one).forEach(id -> shares.add(Share.during(id, period)));
      }
      for (JsonNode participant : body.path("participant")) {
        for (String member : List.of("member", "onBehalfOf")) {
          organizations(participant.path(member))
              .forEach(id -> shares.add(Share.during(id, period, participant.path("period"))));
        }
      }
    }
    return shares;
  }

  private static List<Denial> denials(RecordChange change, String patient) {
    return change.ofPatient(patient, List.of("Consent")).stream()
        .flatMap(consent -> Denial.of(consent.key().id(), read(consent)).stream())
        .toList();
  }

  private static List<String> organizations(JsonNode reference) {
    // A URL may be another server's.
    Matcher here = ORGANIZATION.matcher(reference.path("reference").asString(""));
    return here.matches() ? List.of(here.group(1)) : List.of();
  }

  private static JsonNode read(StoredResource stored) {
    return Json.MAPPER.readTree(stored.body());
  }
}
