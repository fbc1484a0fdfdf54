package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SearchOverHttpTest extends FhirOverHttp {

  @Test
  void answersASearchsetWithTotalModeAndFullUrls() {
    Response created = post("/Patient", patient("Quistgaard-only"));

    JsonNode found = get("/Patient?family=quistgaard-only").json();

    assertThat(found.path("type").asString()).isEqualTo("searchset");
    assertThat(found.path("total").asInt()).isEqualTo(1);
    assertThat(found.path("entry").path(0).path("fullUrl").asString())
        .isEqualTo(base() + "/Patient/" + created.id());
    assertThat(found.path("entry").path(0).path("search").path("mode").asString())
        .isEqualTo("match");
    assertThat(found.path("entry").path(0).path("resource")).isEqualTo(created.json());
  }

  @Test
  void pagesByLinksThroughEveryMatchOnce() {
    List<String> stored = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      stored.add(post("/Patient", patient("Rask-of-seven")).id());
    }
    List<String> seen = new ArrayList<>();
    String next = "/Patient?family=rask-of-seven&_count=3";
    int pages = 0;
    while (!next.isEmpty()) {
      JsonNode page = get(next).json();
      assertThat(page.path("total").asInt()).isEqualTo(7);
      page.path("entry").forEach(e -> seen.add(e.path("resource").path("id").asString()));
      next = link(page, "next");
      pages++;
    }
    assertThat(pages).isEqualTo(3);
    assertThat(seen).containsExactlyElementsOf(stored);
  }

  @Test
  void findsByTokenWithTheBarAsPeopleWriteIt() throws Exception {
    post(
        "/Patient", "{'resourceType':'Patient','identifier':[{'system':'urn:bar','value':'b 1'}]}");

    // URI would encode the bar, so the request is written by hand.
    assertThat(raw("GET /fhir/Patient?identifier=urn:bar|b%201 HTTP/1.1")).contains("\"total\":1");
  }

  @Test
  void findsSeveralTypesByGetAndByForm() {
    String tag = "'meta':{'tag':[{'system':'urn:several','code':'x'}]}";
    String patient = post("/Patient", "{'resourceType':'Patient'," + tag + "}").id();
    String basic = post("/Basic", "{'resourceType':'Basic','code':{'text':'x'}," + tag + "}").id();
    String query = "_type=Patient,Basic&_tag=urn:several%7Cx";

    JsonNode first = get("?" + query + "&_count=1").json();
    JsonNode second = get(link(first, "next")).json();
    Response form =
        send(
            "POST",
            "/_search?_total=none",
            query.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertThat(first.path("total").asInt()).isEqualTo(2);
    assertThat(link(first, "self")).startsWith(base() + "?_type=Patient,Basic");
    assertThat(first.at("/entry/0/fullUrl").asString()).isEqualTo(base() + "/Patient/" + patient);
    assertThat(second.at("/entry/0/fullUrl").asString()).isEqualTo(base() + "/Basic/" + basic);
    assertThat(form.json().path("entry")).hasSize(2);
    assertThat(form.json().has("total")).isFalse();
    assertThat(get("?" + query + "&_summary=count").json().path("entry").isMissingNode()).isTrue();
    assertThat(get("?" + query + "&_summary=text").text()).contains("SUBSETTED");
    assertThat(send("HEAD", "?" + query, new byte[0]).status()).isEqualTo(200);
    assertThat(get("?_type=Patient,Basic&code=x").issues()).containsExactly("not-supported");
    assertThat(get("?_type=Patient,Basic&code=x", "Prefer", "handling=lenient").json().at("/entry"))
        .isNotEmpty();
  }

  @Test
  void takesTheParametersOfAForm() {
    String id = post("/Patient", patient("Sorø & Søn")).id();

    Response found =
        send(
            "POST",
            "/Patient/_search",
            "family=sor%C3%B8%20%26&_count=5".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertThat(found.json().path("entry").path(0).path("resource").path("id").asString())
        .isEqualTo(id);
  }

  @Test
  void refusesAParameterThatIsUnknownAndNamesThoseThatAreNot() {
    Response refused = get("/Patient?shoesize=44");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("shoesize").contains("birthdate");
  }

  @Test
  void countsWithoutEntries() {
    post("/Patient", patient("Toft-count"));

    JsonNode counted = get("/Patient?family=toft-count&_summary=count").json();

    assertThat(counted.path("total").asInt()).isEqualTo(1);
    assertThat(counted.has("entry")).isFalse();
  }

  private static String link(JsonNode page, String relation) {
    for (JsonNode link : page.path("link")) {
      if (link.path("relation").asString().equals(relation)) {
        return link.path("url").asString();
      }
    }
    return "";
  }

  private String raw(String requestLine) throws Exception {
    try (var socket = new java.net.Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              (requestLine + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      return new String(
          socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
