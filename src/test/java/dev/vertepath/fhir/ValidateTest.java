package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code $validate} (R4 resource-operation-validate.html). */
class ValidateTest extends Validation {

  private static final String PARAMETERS = "{'resourceType':'Parameters','parameter':[%s]}";
  private static final String SNOMED = "http://snomed.info/sct";

  @Nested
  class OfContent {

    @Test
    void findsNoErrorInASoundResource() {
      assertThat(errors(post("/Patient/$validate", patient("Ames")))).isEmpty();
    }

    @Test
    void namesEveryProblemWithItsPlace() {
      Response answer =
          post(
              "/Patient/$validate",
              "{'resourceType':'Patient','nme':'x','gender':'m',"
                  + "'contact':[{'relationship':[{'text':'x'}]}]}");

      assertThat(errors(answer))
          .contains(
              "error structure Patient",
              "error code-invalid Patient.gender",
              "error invariant Patient.contact[0]");
      assertThat(answer.text()).contains("nme").contains("pat-1");
    }

    @Test
    void namesANullThatStandsForNothing() {
      String name = "{'resourceType':'Patient','name':[{'given':['A',null]}]}";
      String profile = "{'resourceType':'Patient','meta':{'profile':[null]}}";

      assertThat(errors(post("/Patient/$validate", name)))
          .containsExactly("error structure Patient.name[0].given[1]");
      assertThat(errors(post("/Patient/$validate", profile)))
          .containsExactly("error structure Patient.meta.profile[0]");
    }

    @Test
    void looksAtAResourceThatClaimsAProfileWithoutItsUrl() {
      String extension = "{'extension':[{'url':'http://x','valueString':'s'}]}";
      String claimed =
          "{'resourceType':'Patient','meta':{'profile':[null%s],'_profile':[%s%s]},'gender':'m'}";

      for (String body :
          List.of(
              claimed.formatted("", extension, ""),
              claimed.formatted(
                  ",'http://hl7.org/fhir/StructureDefinition/Patient'", extension, ",null"),
              "{'resourceType':'Patient','contained':[%s],'gender':'m'}"
                  .formatted(claimed.formatted("", extension, "").replace(",'gender':'m'", "")))) {
        assertThat(errors(post("/Patient/$validate", body)))
            .contains("error code-invalid Patient.gender");
      }
    }

    @Test
    void findsInvariantsThatWritingDoesNotAskFor() {
      String observation =
          "{'resourceType':'Observation','status':'final','code':{'text':'x'},"
              + "'dataAbsentReason':{'text':'x'},'valueString':'s'}";

      Response answer = post("/Observation/$validate", observation);

      assertThat(errors(answer)).contains("error invariant Observation");
      assertThat(answer.text()).contains("obs-6");
      assertThat(post("/Observation", observation).status()).isEqualTo(201);
    }

    @Test
    void takesXmlAndParametersAsWell() {
      Response xml =
          postXml(
              "/Patient/$validate",
              "<Patient xmlns='http://hl7.org/fhir'><foo value='1'/></Patient>",
              "Accept",
              JSON);
      Response parameters =
          post(
              "/Patient/$validate",
              PARAMETERS.formatted(
                  "{'name':'resource','resource':{'resourceType':'Patient','foo':1}}"));

      assertThat(errors(xml)).containsExactly("error structure Patient");
      assertThat(errors(parameters)).containsExactly("error structure Patient");
    }

    @Test
    void tellsWhatIsGrosslyWrongWithItsPlace() {
      assertThat(errors(post("/Patient/$validate", "{'resourceType':'Patient','meta':[1]}")))
          .containsExactly("error structure Patient.meta");
    }

    @Test
    void warnsOfCodesWhoseSystemIsNotHere() {
      Response answer =
          post(
              "/Condition/$validate",
              "{'resourceType':'Condition','subject':{'display':'x'},"
                  + "'severity':{'coding':[{'system':'http://unheard.example','code':'none'}]},"
                  + "'code':{'coding':[{'system':'%s','code':'none'}]}}".formatted(SNOMED));

      assertThat(errors(answer)).isEmpty();
      assertThat(found(answer))
          .contains("warning not-found Condition.code", "warning not-found Condition.severity");
      assertThat(answer.text())
          .contains(SNOMED + " is not here")
          .contains("unheard.example is not here");
    }

    @Test
    void isContentWithOneCodingOfSeveralThatIsBound() {
      String coding =
          "{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}";
      String local = "{'system':'http://hospital.example/status','code':'still-there'}";
      String sent =
          "{'resourceType':'Condition','subject':{'display':'x'},'clinicalStatus':{'coding':[%s]}}";

      assertThat(errors(post("/Condition/$validate", sent.formatted(coding + "," + local))))
          .isEmpty();
      assertThat(errors(post("/Condition/$validate", sent.formatted(local))))
          .contains("error code-invalid Condition.clinicalStatus");
    }

    @Test
    void isTheSameForManyAtOnce() throws Exception {
      try (var threads = Executors.newFixedThreadPool(6)) {
        Callable<Response> one =
            () -> post("/Patient/$validate", "{'resourceType':'Patient','gender':'m'}");
        List<Future<Response>> answers = threads.invokeAll(Collections.nCopies(12, one));
        for (Future<Response> answer : answers) {
          assertThat(errors(answer.get())).containsOnly("error code-invalid Patient.gender");
        }
      }
    }

    @Test
    void leavesSearchAsItWas() {
      post("/Patient/$validate", patient("Before"));
      String id = post("/Patient", patient("Quist-after")).id();

      JsonNode found = get("/Patient?family=quist-after").json();

      assertThat(found.at("/entry/0/resource/id").asString()).isEqualTo(id);
    }
  }

  @Nested
  class OfAStoredResource {

    @Test
    void needsNoBody() {
      String id = post("/Patient", patient("Boe")).id();

      assertThat(errors(get("/Patient/" + id + "/$validate"))).isEmpty();
      assertThat(get("/Patient/nobody/$validate").status()).isEqualTo(404);
    }

    @Test
    void holdsItAgainstAProfileInTheModeProfile() {
      String weight = "http://hl7.org/fhir/StructureDefinition/bodyweight";
      String id =
          post(
                  "/Observation",
                  "{'resourceType':'Observation','status':'final','code':{'text':'x'}}")
              .id();

      Response answer = get("/Observation/" + id + "/$validate?mode=profile&profile=" + weight);

      assertThat(errors(answer)).isNotEmpty();
      assertThat(answer.text()).contains("Observation.effective[x]: minimum required = 1");
    }
  }

  @Nested
  class OfWhatTheServerWouldDo {

    @Test
    void storesNothingInTheModeCreate() {
      Response answer = post("/Patient/$validate?mode=create", patient("Gad-create"));

      assertThat(errors(answer)).isEmpty();
      assertThat(get("/Patient?family=gad-create").json().path("total").asInt()).isZero();
    }

    @Test
    void tellsWhyAnUpdateWouldBeRefused() {
      String id = post("/Patient", patient("Hehn")).id();

      Response stale =
          post("/Patient/" + id + "/$validate?mode=update", patient("Ha"), "If-Match", "W/\"7\"");
      Response fine =
          post("/Patient/" + id + "/$validate?mode=update", patient("Ha"), "If-Match", "W/\"1\"");

      assertThat(errors(stale)).containsExactly("error conflict Patient");
      assertThat(errors(fine)).isEmpty();
      assertThat(get("/Patient/" + id).header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void tellsWhyADeleteWouldBeRefused() {
      String id = post("/Patient", patient("Ilg")).id();
      assertThat(errors(get("/Patient/" + id + "/$validate?mode=delete"))).isEmpty();

      post(
          "/Condition",
          "{'resourceType':'Condition','subject':{'reference':'Patient/%s'}}".formatted(id));
      Response refused = get("/Patient/" + id + "/$validate?mode=delete");

      assertThat(errors(refused)).contains("error conflict Patient");
      assertThat(refused.text()).contains("refers to it as its subject");
      assertThat(get("/Patient/" + id).status()).isEqualTo(200);
    }
  }

  @Nested
  class IsRefused {

    @ParameterizedTest
    @CsvSource({
      "/Patient/$validate?mode=read,422",
      "/Patient/$validate?mode=update,400",
      "/Patient/$validate?mode=delete,400",
      "/Patient/$validate?mode=profile,400",
      "/Patient/$validate?resource=x,400",
      "/Patient/1/$validate?mode=create,400",
      "/Observation/$validate,400",
      "/$validate,400",
    })
    void whenItMakesNoSense(String path, int status) {
      Response refused = post(path, patient("Jahn"));

      assertThat(refused.status()).as(refused.text()).isEqualTo(status);
      assertThat(refused.json().path("resourceType").asString()).isEqualTo("OperationOutcome");
    }

    @Test
    void withoutAResource() {
      assertThat(get("/Patient/$validate").text()).contains("needs the resource");
    }

    @Test
    void forAnotherIdThanTheUrls() {
      Response refused =
          post("/Patient/one/$validate", "{'resourceType':'Patient','id':'another'}");

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text()).contains("'one'").contains("'another'");
    }
  }
}
