package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code $validate} by the profiles, value sets and code systems that the record holds. */
class ValidateByProfileTest extends Validation {

  private static final String SNOMED = "http://snomed.info/sct";

  @Test
  void takesThoseThatTheRecordHolds() {
    post("/StructureDefinition", profile("http://hospital.example/born", "birthDate"));

    Response asked =
        post("/Patient/$validate?profile=http://hospital.example/born", patient("Cole"));
    Response claimed =
        post(
            "/Patient/$validate",
            "{'resourceType':'Patient','meta':{'profile':['http://hospital.example/born']}}");

    assertThat(errors(asked)).containsExactly("error structure Patient");
    assertThat(asked.text()).contains("Patient.birthDate: minimum required = 1");
    assertThat(errors(claimed)).containsExactly("error structure Patient");
  }

  @Test
  void followsTheirChanges() {
    String url = "http://hospital.example/changing";
    String id = post("/StructureDefinition", profile(url, "birthDate")).id();
    Response first = post("/Patient/$validate?profile=" + url, patient("Dorn"));

    put(
        "/StructureDefinition/" + id,
        profile(url, "gender").replaceFirst("\\{", "{'id':'" + id + "',"));
    Response second = post("/Patient/$validate?profile=" + url, patient("Dorn"));
    delete("/StructureDefinition/" + id);
    Response third = post("/Patient/$validate?profile=" + url, patient("Dorn"));

    assertThat(first.text()).contains("Patient.birthDate: minimum required = 1");
    assertThat(second.text())
        .contains("Patient.gender: minimum required = 1")
        .doesNotContain("birthDate");
    assertThat(third.status()).isEqualTo(422);
  }

  @Test
  void takesValueSetsAndCodeSystemsOfTheRecord() {
    post(
        "/CodeSystem",
        "{'resourceType':'CodeSystem','url':'http://hospital.example/ward','status':'active',"
            + "'content':'complete','concept':[{'code':'east'}]}");
    String sent =
        "{'resourceType':'Condition','subject':{'display':'x'},'code':{'coding':["
            + "{'system':'http://hospital.example/ward','code':'%s'}]}}";

    assertThat(errors(post("/Condition/$validate", sent.formatted("east")))).isEmpty();
    assertThat(errors(post("/Condition/$validate", sent.formatted("west"))))
        .containsExactly("error code-invalid Condition.code");
  }

  @Test
  void doNotMakeAnErrorOfWhatCannotBeChecked() {
    post(
        "/ValueSet",
        "{'resourceType':'ValueSet','url':'http://hospital.example/kinds','status':'active',"
            + "'compose':{'include':[{'system':'%s','filter':[{'property':'concept',"
                .formatted(SNOMED)
            + "'op':'is-a','value':'none'}]}]}}");
    post(
        "/ValueSet",
        "{'resourceType':'ValueSet','url':'http://hospital.example/list','status':'active',"
            + "'compose':{'include':[{'system':'%s','concept':[{'code':'yes'}]}]}}"
                .formatted(SNOMED));
    post("/StructureDefinition", bound("http://hospital.example/kinds"));
    post("/StructureDefinition", bound("http://hospital.example/list"));

    assertThat(errors(codedBy("kinds", "any"))).isEmpty();
    assertThat(errors(codedBy("list", "yes"))).isEmpty();
    assertThat(errors(codedBy("list", "no"))).contains("error code-invalid Condition.code");
  }

  @Test
  void areRefusedWhenTheyAreUnknown() {
    Response refused =
        post("/Patient/$validate?profile=http://hospital.example/none", patient("Eck"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.issues()).containsExactly("not-found");
    assertThat(refused.text()).contains("store its StructureDefinition");
  }

  @Test
  void thatMakeNoSenseAreTold() {
    post(
        "/StructureDefinition",
        profile("http://hospital.example/lost", "birthDate")
            .replace("StructureDefinition/Patient", "StructureDefinition/Nothing"));

    Response answer =
        post("/Patient/$validate?profile=http://hospital.example/lost", patient("Fahl"));

    assertThat(errors(answer)).containsExactly("error processing ");
    assertThat(answer.text()).contains("Unknown base definition");
  }

  private static String profile(String url, String required) {
    return constraint(
        url, "Patient", "{'id':'Patient.%1$s','path':'Patient.%1$s','min':1}".formatted(required));
  }

  private static String bound(String valueSet) {
    return constraint(
        valueSet + "-profile",
        "Condition",
        "{'id':'Condition.code','path':'Condition.code',"
            + "'binding':{'strength':'required','valueSet':'%s'}}".formatted(valueSet));
  }

  private static String constraint(String url, String type, String element) {
    return "{'resourceType':'StructureDefinition','url':'%s','name':'P','status':'active',"
            .formatted(url)
        + "'fhirVersion':'4.0.1','kind':'resource','abstract':false,'type':'%1$s',".formatted(type)
        + "'baseDefinition':'http://hl7.org/fhir/StructureDefinition/%1$s',".formatted(type)
        + "'derivation':'constraint','differential':{'element':[%s]}}".formatted(element);
  }

  private Response codedBy(String valueSet, String code) {
    return post(
        "/Condition/$validate?profile=http://hospital.example/" + valueSet + "-profile",
        "{'resourceType':'Condition','subject':{'display':'x'},'code':{'coding':["
            + "{'system':'%s','code':'%s'}]}}".formatted(SNOMED, code));
  }
}
