package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.BooleanType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What an AuditEvent says of its profile, one of IHE's Basic Audit Log Patterns, is true: of every
 * kind of event, by every kind of caller.
 */
class AuditPatternsTest extends AuditOverHttp {

  private static final String PROFILE =
      "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final String[] NOBODY = {};
  private static final String[] CLINICIAN = {ROLE, "clinician", "X-Request-ID", "request-of-7"};
  private static final int REST_INTERACTIONS_WITH_A_PATTERN = 10;

  private record Rule(String profile, String says, String path) {}

  @Test
  void everyEventIsAsItsPatternDemands() throws IOException {
    List<Rule> rules = rules();
    everythingThatCanBeDone();
    Set<String> found = new TreeSet<>();
    List<String> broken = new ArrayList<>();
    IFhirPath paths = R4.newFhirPath();

    for (JsonNode event : events()) {
      String profile = event.at("/meta/profile/0").asString("").replace(PROFILE, "");
      if (!profile.isEmpty()) {
        found.add(profile);
        AuditEvent told = R4.newJsonParser().parseResource(AuditEvent.class, event.toString());
        rules.stream()
            .filter(rule -> isOf(rule, profile))
            .filter(rule -> !isKept(paths, told, rule))
            .forEach(rule -> broken.add(profile + ": " + rule.says() + "\n" + event));
      }
    }

    assertThat(broken).isEmpty();
    assertThat(found)
        .containsExactly(
            "Create",
            "Delete",
            "PatientCreate",
            "PatientDelete",
            "PatientQuery",
            "PatientRead",
            "PatientUpdate",
            "Query",
            "Read",
            "Update");
  }

  @Test
  void whatWentWellAndHasAPatternNamesIt() {
    everythingThatCanBeDone();
    List<JsonNode> without =
        events().stream()
            .filter(event -> event.path("outcome").asString().equals("0"))
            .filter(event -> event.at("/meta/profile").isMissingNode())
            .filter(
                event ->
                    event
                        .at("/subtype/0/code")
                        .asString("")
                        .matches("create|v?read|update|patch|delete|search-type"))
            .toList();

    // A condition that found what it should make, or nothing to change, made nothing.
    assertThat(without)
        .isNotEmpty()
        .allSatisfy(
            event -> {
              assertThat(event.path("entity").toString()).contains("\"query\"");
              assertThat(event.at("/subtype/0/code").asString()).doesNotMatch("v?read|search-type");
            });
  }

  @Test
  void theTableOfRulesHoldsEveryPattern() throws IOException {
    assertThat(rules().stream().map(Rule::profile).distinct())
        .hasSize(REST_INTERACTIONS_WITH_A_PATTERN);
  }

  private static boolean isOf(Rule rule, String profile) {
    return rule.profile().equals(profile) || profile.equals("Patient" + rule.profile());
  }

  private static boolean isKept(IFhirPath paths, AuditEvent event, Rule rule) {
    return paths
        .evaluateFirst(event, rule.path(), BooleanType.class)
        .map(BooleanType::booleanValue)
        .orElse(false);
  }

  private static List<Rule> rules() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/access/balp.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t"))
        .map(cells -> new Rule(cells[0], cells[1], cells[2]))
        .toList();
  }

  private List<JsonNode> events() {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode entry : auditOf("_count=200").path("entry")) {
      all.add(entry.path("resource"));
    }
    return all;
  }

  private void everythingThatCanBeDone() {
    for (String[] who : List.of(NOBODY, CLINICIAN)) {
      ofAPatient(who);
      ofNobody(who);
    }
    post("/Patient/$validate", patient("Pat"), CLINICIAN);
  }

  private void ofAPatient(String... who) {
    String family = "Muster" + System.nanoTime();
    String id = post("/Patient", patient(family), who).id();
    String there =
        patient(family)
            .replace("}]}", "}],'identifier':[{'system':'urn:t','value':'" + family + "'}]}");
    put("/Patient/" + id, there.replaceFirst("\\{", "{'id':'" + id + "',"), who);
    get("/Patient/" + id, who);
    get("/Patient/" + id + "/_history/1", who);
    get("/Patient/" + id + "/_history", who);
    get("/Patient?family=" + family, who);
    get("/Patient?family=" + family + "-of-nobody", who);
    get("/Patient/" + id + "/$everything", who);
    get("/?_type=Patient&_id=" + id, who);
    conditionally(id, family, who);
    delete("/Patient?identifier=urn:t%7Cnobody", who);
    delete("/Patient/" + id, who);
    delete("/Patient/" + id, who);
  }

  private void conditionally(String id, String family, String... who) {
    String condition = "identifier=urn:t%7C" + family;
    List<String> headers = new ArrayList<>(List.of(who));
    headers.addAll(List.of("If-None-Exist", condition));
    post("/Patient", patient(family), headers.toArray(String[]::new));
    put("/Patient?" + condition, get("/Patient/" + id).text().replace('"', '\''), who);
    post(
        "",
        transaction(
            entry("GET", "Patient/" + id),
            entry("GET", "Patient?family=" + family),
            entry("POST", "Patient", patient(family + "2"))),
        who);
    List<String> patch = new ArrayList<>(List.of(who));
    patch.addAll(List.of("Content-Type", "application/json-patch+json"));
    send(
        "PATCH",
        "/Patient?" + condition,
        "[{\"op\":\"add\",\"path\":\"/gender\",\"value\":\"female\"}]"
            .getBytes(StandardCharsets.UTF_8),
        patch.toArray(String[]::new));
  }

  private void ofNobody(String... who) {
    String id = post("/Location", "{'resourceType':'Location','name':'Ward'}", who).id();
    put("/Location/" + id, "{'resourceType':'Location','id':'" + id + "','name':'Two'}", who);
    get("/Location/" + id, who);
    get("/Location?name=Two", who);
    get("/Location?name=None", who);
    delete("/Location/" + id, who);
  }
}
