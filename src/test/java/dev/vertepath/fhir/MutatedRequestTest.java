package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Real URLs and headers, damaged in a thousand ways: each is answered, and refused with an
 * OperationOutcome, never by failing, hanging or half a write.
 */
class MutatedRequestTest extends FhirOverHttp {

  private static final int SEEDS = 1000;
  private static final byte[] NOTHING = {};

  @Autowired JdbcClient jdbc;

  private RawHttp raw;
  private List<String> urls;

  @BeforeEach
  void realRequests() {
    raw = new RawHttp(port);
    String patient = "/Patient/" + post("/Patient", patient("Mutant-url")).id();
    String doctor = post("/Practitioner", "{'resourceType':'Practitioner'}").id();
    String observation =
        "{'resourceType':'Observation','status':'final','code':{'coding':[{'system':'urn:m',"
            + "'code':'m'}]},'effectiveDateTime':'2026-10-05T09:00:00Z','valueQuantity':{'value':8},"
            + "'subject':{'reference':'%s'},'performer':[{'reference':'Practitioner/%s'}]}";
    for (int i = 0; i < 3; i++) {
      post("/Observation", observation.formatted(patient.substring(1), doctor));
    }
    urls = new ArrayList<>(SEARCHES);
    for (String path : OF_PATIENT) {
      urls.add(patient + path);
    }
    urls.add(next("/Observation?code=urn:m%7Cm&_sort=-date&_count=1"));
    urls.add("/?_type=Patient,Observation&_tag=urn:m%7Cm&_lastUpdated=gt2020&_list=1&_sort=-_id");
    urls.add(next("?_type=Patient,Observation&_count=1&_sort=-_lastUpdated"));
    urls.add("/Patient/$meta?_format=json");
    urls.add(next(patient + "/_history?_count=1"));
    urls.add(next(patient + "/$everything?_count=2"));
  }

  private String next(String path) {
    for (var link : get(path).json().path("link")) {
      if (link.path("relation").asString().equals("next")) {
        return link.path("url").asString().substring(base().length());
      }
    }
    return path;
  }

  private long stored() {
    return jdbc.sql(
            "select (select count(*) from resource) + (select count(*) from resource_version)")
        .query(Long.class)
        .single();
  }

  @Test
  void noUrlMakesAReadFail() throws IOException {
    long before = stored();
    int understood = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      var mutation = new UrlMutation(new Random(seed));
      String url = mutation.of(urls.get(seed % urls.size()));

      RawHttp.Answer answer = raw.send("GET", url, List.of(), NOTHING);

      requireAnswered(answer, "seed " + seed + ": GET " + url);
      understood += answer.status() == 200 ? 1 : 0;
    }
    assertThat(stored()).isEqualTo(before);
    // Were nearly all refused at the door, nothing behind it would have been tried.
    assertThat(understood).isBetween(SEEDS / 10, SEEDS - SEEDS / 10);
  }

  @Test
  void noUrlOfAConditionMakesAWriteFailOrStoreHalf() throws IOException {
    for (int seed = 0; seed < SEEDS / 4; seed++) {
      var random = new Random(seed);
      String url = new UrlMutation(random).of(urls.get(seed % urls.size()));
      String verb = List.of("PUT", "POST", "DELETE", "PATCH").get(random.nextInt(4));
      byte[] body = quoted(verb.equals("PATCH") ? "[]" : patient("Condition-mutant"));
      String type = verb.equals("PATCH") ? "application/json-patch+json" : JSON;
      long before = stored();

      RawHttp.Answer answer = raw.send(verb, url, List.of("Content-Type: " + type), body);

      requireAnswered(answer, "seed " + seed + ": " + verb + " " + url);
      if (answer.status() >= 400) {
        assertThat(stored()).as("seed %d: %s %s", seed, verb, url).isEqualTo(before);
      }
    }
  }

  @Test
  void noHeaderMakesARequestFail() throws IOException {
    for (int seed = 0; seed < SEEDS / 2; seed++) {
      var random = new Random(seed);
      String verb = List.of("GET", "POST", "PUT", "PATCH", "DELETE").get(random.nextInt(5));
      String target = verb.equals("POST") ? "/Patient" : "/Patient/header-mutant";
      List<String> headers = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        headers.add(OddHeaders.one(random));
      }
      if (random.nextBoolean()) {
        headers.add("Content-Type: " + JSON);
      }
      byte[] body =
          verb.equals("GET") || verb.equals("DELETE")
              ? NOTHING
              : quoted("{'resourceType':'Patient','id':'header-mutant','active':true}");
      long before = stored();

      RawHttp.Answer answer = raw.send(verb, target, headers, body);

      requireAnswered(answer, "seed " + seed + ": " + verb + " " + headers);
      if (answer.status() >= 400) {
        assertThat(stored()).as("seed %d: %s", seed, headers).isEqualTo(before);
      }
    }
  }

  @Test
  void aSearchThatIsTooLargeIsRefusedAtOnce() throws IOException {
    List<String> large =
        List.of(
            "_id=" + "1,".repeat(100_000) + "1",
            "family=" + "a,".repeat(20_000) + "a",
            "family=a&".repeat(20_000),
            "_sort=" + "family,".repeat(100) + "family",
            "organization.part" + "of:Organization.part".repeat(20_000) + "of=1",
            "link:Patient.".repeat(5000) + "family=a",
            "_has:Observation:patient:" + "_has:Observation:has-member:".repeat(5000) + "code=1");
    for (String form : large) {
      RawHttp.Answer answer =
          raw.send(
              "POST",
              "/Patient/_search",
              List.of("Content-Type: application/x-www-form-urlencoded"),
              form.getBytes(StandardCharsets.UTF_8));

      assertThat(answer.status()).as(form.substring(0, 30) + answer.body()).isEqualTo(400);
      assertThat(answer.resourceType()).isEqualTo("OperationOutcome");
    }
    assertThat(get("/Communication?based-on.based-on.based-on.based-on.status=a").issues())
        .containsExactly("too-costly");
  }

  @Test
  void aVerbThatFhirDoesNotHaveIsRefused() throws IOException {
    for (String verb : List.of("PROPFIND", "get", "FETCH", "TRACE")) {
      RawHttp.Answer answer = raw.send(verb, "/Patient", List.of(), NOTHING);

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.resourceType()).isEqualTo("OperationOutcome");
      assertThat(answer.head()).contains("Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
  }

  @Test
  void aVerbThatTheContainerDoesNotHaveIsRefused() throws IOException {
    RawHttp.Answer answer = raw.send("CONNECT", "/Patient", List.of(), NOTHING);

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.body()).contains("OperationOutcome", "not-supported");
  }

  @Test
  void traceIsAnsweredWithNothingOfTheRequest() throws IOException {
    RawHttp.Answer answer =
        new RawHttp(port).send("TRACE", "/../actuator/health", List.of("X-Secret: s3"), NOTHING);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.head() + answer.body()).doesNotContain("s3");
  }

  private static void requireAnswered(RawHttp.Answer answer, String request) {
    assertThat(answer.status()).as("%s%n%s", request, answer.body()).isBetween(200, 499);
    if (answer.status() >= 400) {
      assertThat(answer.resourceType())
          .as("%s%n%s%n%s", request, answer.head(), answer.body())
          .isEqualTo("OperationOutcome");
    }
  }

  private static final List<String> OF_PATIENT =
      List.of(
          "?_asOf=2026-11-01&_format=xml&_pretty=true",
          "/_history/1?_summary=data",
          "/_history?_since=2026-01-01T00:00:00Z&_count=2",
          "/$everything?_type=Patient,Observation&start=2026-01-01&end=2026-12-31&_since=2026",
          "/$meta");

  private static final List<String> SEARCHES =
      List.of(
          "/Patient?family=a&birthdate=gt1950-01-01&_sort=-birthdate,family&_count=5",
          "/Observation?code=urn:m%7Cm&subject:Patient.name=mut&_include=Observation:subject",
          "/Observation?value-quantity=gt5.4||mg&date=ge2026-01-01T00:00:00%2B01:00&_total=accurate",
          "/Patient?_has:Observation:patient:code=m&_revinclude=Observation:subject"
              + "&_revinclude:iterate=Provenance:target",
          "/Observation?code-value-quantity=urn:m%7Cm$gt2&status:not=final,amended",
          "/Location?near=52.5%7C13.4%7C10%7Ckm&name:contains=x",
          "/Patient?_lastUpdated=2026&_tag=a%7Cb&_profile:below=http://x/y&_list=42&_elements=name",
          "/Patient?identifier=urn:m%7C1&identifier:of-type=a%7Cb%7Cc&deceased:missing=true",
          "/CarePlan?activity-date=2026&subject:identifier=a%7Cb&_asOf=2026-11-23",
          "/ValueSet?url:above=http://a/b/c&name:exact=y&_summary=true",
          "/RiskAssessment?probability=ap0.5&_sort=-_lastUpdated&_id=1,2,3",
          "/_history?_since=2026-01-01T00:00:00Z&_at=2026&_count=2&_total=none",
          "/Patient/_history?_at=2026-10-01&_count=2");
}
