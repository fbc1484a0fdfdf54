package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What would be SQL if it were put into a statement is a value that nothing has, or is refused. */
class SqlInjectionTest extends FhirOverHttp {

  /** Types that have parameters of every kind between them. */
  private static final List<String> TYPES =
      List.of("Patient", "Observation", "Location", "ValueSet", "RiskAssessment", "Task", "List");

  private static final List<String> PAYLOADS =
      List.of(
          "' or '1'='1",
          "x') or true --",
          "1; drop table saved_view; --",
          "1); select pg_sleep(30); --",
          "{r}.id or true",
          "$$ or true $$");

  @Autowired JdbcClient jdbc;

  private long stored;

  @BeforeEach
  void somebodyIsThere() {
    post("/Patient", patient("Nichtgefunden"));
    stored = rows();
  }

  @Test
  void noSearchParameterOfAnyKindPutsWhatIsSentIntoAStatement() {
    JsonNode rest = get("/metadata").json().path("rest").path(0);
    Set<String> kinds = new TreeSet<>();
    List<String> urls = new ArrayList<>();
    for (JsonNode resource : rest.path("resource")) {
      String type = resource.path("type").asString();
      if (TYPES.contains(type)) {
        for (JsonNode parameter : resource.path("searchParam")) {
          kinds.add(parameter.path("type").asString());
          urls.add("/%s?%s=".formatted(type, parameter.path("name").asString()));
        }
      }
    }
    assertThat(kinds)
        .containsExactly(
            "composite",
            "date",
            "number",
            "quantity",
            "reference",
            "special",
            "string",
            "token",
            "uri");
    for (String url : urls) {
      for (String payload : PAYLOADS) {
        findsNobody(url + encoded(payload));
      }
    }
  }

  @Test
  void norDoesAnyOtherPartOfASearch() {
    for (String payload : PAYLOADS) {
      String value = encoded(payload);
      for (String url :
          List.of(
              "/Patient?" + value + "=1",
              "/Patient?family:" + value + "=a",
              "/Patient?family:exact=" + value,
              "/Patient?family:contains=" + value,
              "/Patient?identifier=" + value + "%7C" + value,
              "/Patient?identifier:of-type=" + value + "%7C" + value + "%7C" + value,
              "/Patient?birthdate=gt" + value,
              "/Patient?general-practitioner.name=" + value,
              "/Patient?general-practitioner:" + value + ".name=a",
              "/Observation?subject:Patient.family=" + value,
              "/Observation?value-quantity=5%7C" + value + "%7C" + value,
              "/Observation?code:in=" + value,
              "/Patient?_has:Observation:patient:code=" + value,
              "/Patient?_has:Observation:" + value + ":code=1",
              "/Patient?_list=" + value,
              "/Location?near=" + value,
              "/?_type=" + value)) {
        findsNobody(url);
      }
      for (String url :
          List.of(
              "/Patient?_sort=" + value,
              "/Patient?_include=" + value,
              "/Patient?_revinclude=Observation:" + value,
              "/Patient?_count=" + value,
              "/Patient?_cursor=" + value,
              "/Patient?_asOf=" + value,
              "/Patient/" + value,
              "/" + value + "?family=a",
              "/Patient/" + value + "/_history/" + value,
              "/Patient/_history?_since=" + value,
              "/$messages?sender=" + value + "&patient=" + value + "&event=" + value,
              "/$tombstones?patient=" + value,
              "/AuditEvent?agent:identifier=" + value)) {
        assertThat(get(url).status()).as(url).isBetween(200, 499);
      }
    }
    assertThat(rows()).isEqualTo(stored);
    assertThat(jdbc.sql("select count(*) from saved_view").query(Long.class).single()).isNotNull();
  }

  private void findsNobody(String url) {
    Response answer = get(url);
    assertThat(answer.status()).as("%s: %s", url, answer.text()).isIn(200, 400, 404);
    if (answer.status() == 200) {
      assertThat(answer.json().path("total").asInt(-1)).as(url).isZero();
      assertThat(answer.text()).as(url).doesNotContain("Nichtgefunden");
    }
  }

  private long rows() {
    return jdbc.sql("select count(*) from resource").query(Long.class).single();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
