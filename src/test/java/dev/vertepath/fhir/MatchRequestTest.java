package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code Patient/$match} is asked (R4 patient-operation-match.html). */
class MatchRequestTest extends Matching {

  @Nested
  class Gives {

    private Response ask(String patient, String more) {
      return post(
          "/Patient/$match",
          "{'resourceType':'Parameters','parameter':[{'name':'resource','resource':%s}%s]}"
              .formatted(patient, more));
    }

    @Test
    void noMoreThanIsAskedForAndSaysHowManyThereAre() {
      for (String given : List.of("Gerd", "Gerda", "Gero")) {
        post("/Patient", person(named("Matt-eight", given, "1970-07-07")));
      }

      Response answer =
          ask(
              person(named("Matt-eight", "Gerd", "1970-07-07")),
              ",{'name':'count','valueInteger':2}");

      assertThat(matches(answer)).hasSize(2);
      assertThat(bundle(answer).path("total").asInt()).isEqualTo(3);
    }

    @Test
    void onlyACertainMatchIfNoOtherWillDo() {
      String certain =
          post(
                  "/Patient",
                  person(numbered("urn:m9", "7") + "," + named("Matt-nine", "Hans", "1971-01-01")))
              .id();
      post("/Patient", person(named("Matt-nine", "Hans", "1971-01-01")));
      String asked =
          person(numbered("urn:m9", "7") + "," + named("Matt-nine", "Hans", "1971-01-01"));

      assertThat(matches(ask(asked, ""))).hasSize(2);
      assertThat(matches(ask(asked, ",{'name':'onlyCertainMatches','valueBoolean':true}")))
          .containsExactly(certain + " certain");
    }

    @Test
    void noneOfTwoThatAreCertain() {
      post("/Patient", person(numbered("urn:m10", "7")));
      post("/Patient", person(numbered("urn:m10", "7")));

      Response answer =
          ask(
              person(numbered("urn:m10", "7")),
              ",{'name':'onlyCertainMatches','valueBoolean':true}");

      assertThat(matches(answer)).isEmpty();
      assertThat(warnings(answer)).contains("2 patients match with certainty");
    }

    @Test
    void aWordWhenTooManyShareWhatIsTold() {
      for (int i = 0; i < 51; i++) {
        post("/Patient", person(named("Matt-many", "Ida", "19" + (20 + i) + "-01-01")));
      }

      Response answer =
          post("/Patient/$match", person("'name':[{'family':'Matt-many','given':['Ida']}]"));

      assertThat(warnings(answer)).contains("More than 50 patients share family and given name");
    }
  }

  @Nested
  class IsRefused {

    @ParameterizedTest
    @CsvSource(
        delimiter = '~',
        quoteCharacter = '`',
        value = {
          "422 ~ {'resourceType':'Patient','gender':'female'} ~ required Patient",
          "422 ~ {'resourceType':'Patient','name':[{'family':'X'}]} ~ required Patient",
          "400 ~ {'resourceType':'Patient','nme':1} ~ structure Patient.nme",
          "400 ~ {'resourceType':'Observation'} ~ value Observation",
          "400 ~ {'resourceType':'Parameters'} ~ required Parameters",
          "400 ~ {'resourceType':'Parameters','parameter':[{'name':'resource',"
              + "'resource':{'resourceType':'Patient','nme':1}}]}"
              + " ~ structure Parameters.parameter[0].resource.nme",
          "400 ~ {'resourceType':'Parameters','parameter':[{'name':'count','valueInteger':0}]}"
              + " ~ value Parameters.parameter[0].value",
          "400 ~ {'resourceType':'Parameters','parameter':[{'name':'onlyCertainMatches',"
              + "'valueString':'x'}]} ~ value Parameters.parameter[0].value",
        })
    void whatMakesNoSense(int status, String body, String issue) {
      Response refused = post("/Patient/$match", body);

      assertThat(refused.status()).as(refused.text()).isEqualTo(status);
      assertThat(refused.issues()).containsExactly(issue);
    }

    @Test
    void withoutAPatient() {
      assertThat(get("/Patient/$match").status()).isEqualTo(400);
      assertThat(get("/Patient/$match").text()).contains("send it by POST");
    }

    @Test
    void forOtherTypes() {
      Response refused = post("/Practitioner/$match", "{'resourceType':'Practitioner'}");

      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.text()).contains("$match is an operation of Patient, not of Practitioner");
    }
  }
}
