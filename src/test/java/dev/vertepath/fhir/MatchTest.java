package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whom {@code Patient/$match} finds (R4 patient-operation-match.html). */
class MatchTest extends Matching {

  @Nested
  class Finds {

    @Test
    void whoSharesANumberWithCertainty() {
      String id = post("/Patient", person(numbered("urn:m1", "7") + ",'active':true")).id();
      post("/Patient", person(numbered("urn:other", "7")));

      Response answer = post("/Patient/$match", person(numbered("urn:m1", "7")));

      assertThat(matches(answer)).containsExactly(id + " certain");
      JsonNode entry = bundle(answer).at("/entry/0");
      assertThat(entry.path("fullUrl").asString()).isEqualTo(base() + "/Patient/" + id);
      assertThat(entry.at("/search/score").asInt()).isEqualTo(1);
      assertThat(bundle(answer).path("total").asInt()).isEqualTo(1);
    }

    @Test
    void theLikeliestFirst() {
      String namesake = post("/Patient", person(named("Matt-one", "Ada", "1950-03-02"))).id();
      String same = post("/Patient", person(named("Matt-One", "ADA", "1950-02-03"))).id();
      String twin = post("/Patient", person(named("Matt-one", "Berta", "1950-02-03"))).id();
      post("/Patient", person(named("Matt-one", "Cleo", "1990-11-30")));

      Response answer = post("/Patient/$match", person(named("Matt-one", "Ada", "1950-02-03")));

      assertThat(matches(answer))
          .containsExactly(same + " probable", twin + " possible", namesake + " possible");
      List<Double> scores =
          bundle(answer)
              .path("entry")
              .valueStream()
              .map(entry -> entry.at("/search/score").asDouble())
              .toList();
      assertThat(scores).isSortedAccordingTo((a, b) -> Double.compare(b, a));
      assertThat(scores).allSatisfy(score -> assertThat(score).isBetween(0.0, 1.0));
    }

    @Test
    void whoMarriedByGivenNameAndBirth() {
      String id =
          post("/Patient", person(named("Matt-two", "Dora", "1961-05-06") + ",'gender':'female'"))
              .id();

      Response answer =
          post(
              "/Patient/$match",
              person(named("Nagel", "Dora", "1961-05-06") + ",'gender':'female'"));

      assertThat(matches(answer)).contains(id + " possible");
    }

    @Test
    void whoHasTheTelephone() {
      String id =
          post(
                  "/Patient",
                  person(
                      named("Matt-three", "Edda", "1940-01-02")
                          + ",'telecom':[{'system':'phone','value':'+49 731 555 0199'}]"))
              .id();

      Response answer =
          post(
              "/Patient/$match",
              person(
                  "'name':[{'family':'Matt-three'}],"
                      + "'telecom':[{'system':'phone','value':'+49 731 555 0199'}]"));

      assertThat(matches(answer)).containsExactly(id + " possible");
    }

    @Test
    void nobodyWhoIsNotThere() {
      Response answer = post("/Patient/$match", person(numbered("urn:m-none", "1")));

      assertThat(matches(answer)).isEmpty();
      assertThat(bundle(answer).path("total").asInt()).isZero();
    }

    @Test
    void theDeadAsWell() {
      String id =
          post("/Patient", person(numbered("urn:m4", "7") + ",'deceasedDateTime':'2026-01-01'"))
              .id();

      assertThat(matches(post("/Patient/$match", person(numbered("urn:m4", "7")))))
          .containsExactly(id + " certain");
    }
  }

  @Nested
  class OfRecordsThatWereReplaced {

    @Test
    void findsTheOneThatStandsForThemNow() {
      String current = post("/Patient", person(named("Matt-five", "Frida", "1955-01-01"))).id();
      post(
          "/Patient",
          person(
              numbered("urn:m5", "7")
                  + ",'active':false,'link':[{'type':'replaced-by',"
                  + "'other':{'reference':'Patient/%s'}}]".formatted(current)));

      assertThat(matches(post("/Patient/$match", person(numbered("urn:m5", "7")))))
          .containsExactly(current + " certain");
    }

    @Test
    void comesToAnEndWhenTwoReplaceOneAnother() {
      String link = ",'link':[{'type':'replaced-by','other':{'reference':'Patient/%s'}}]";
      put(
          "/Patient/m6-a",
          person("'id':'m6-a'," + numbered("urn:m6", "7") + link.formatted("m6-b")));
      put(
          "/Patient/m6-b",
          person("'id':'m6-b'," + numbered("urn:m6", "8") + link.formatted("m6-a")));

      assertThat(matches(post("/Patient/$match", person(numbered("urn:m6", "7")))))
          .containsExactly("m6-a certain");
    }

    @Test
    void isNotCertainOfOneThatIsNotInUse() {
      String id = post("/Patient", person(numbered("urn:m7", "7") + ",'active':false")).id();

      assertThat(matches(post("/Patient/$match", person(numbered("urn:m7", "7")))))
          .containsExactly(id + " probable");
    }
  }
}
