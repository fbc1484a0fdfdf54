package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import org.apache.commons.lang3.ArrayUtils;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** R4 fhirpatch.html. */
class FhirPathPatchTest extends PatchOverHttp {

  @Autowired FhirContext context;

  @Test
  void addsInsertsReplacesMovesAndDeletes() {
    String url = observation();

    String[] five = {
      operation(
          "insert",
          "Observation.note",
          "index valueInteger 1",
          "value valueAnnotation {'text':'i'}"),
      operation("move", "Observation.note", "source valueInteger 2", "destination valueInteger 0"),
      operation("delete", "Observation.note.where(text = \\u0027a\\u0027)"),
      operation("replace", "Observation.value.unit", "value valueString 'cL'"),
      operation("replace", "Observation.status", "value valueCode 'final'")
    };
    String there =
        operation(
            "add",
            "Observation",
            "name valueString 'issued'",
            "value valueInstant '2026-03-01T08:00:00Z'");

    Response patched = fhirPatch(url, ArrayUtils.addFirst(five, there));

    // issued has an extension already, and so is there.
    assertThat(patched.status()).isEqualTo(409);
    assertThat(patched.issues()).containsExactly("conflict Parameters.parameter[0]");

    patched = fhirPatch(url, five);

    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    assertThat(get(url).text())
        .contains("\"note\":[{\"text\":\"b\"},{\"text\":\"i\"}]")
        .contains("\"value\":1.500,\"unit\":\"cL\"", "\"status\":\"final\"", "2.50");
  }

  @Test
  void choosesTheTypeOfAChoiceByTheValue() {
    String url = observation();

    fhirPatch(url, operation("replace", "Observation.value", "value valueString 'text'"));
    fhirPatch(
        url,
        operation(
            "add", "Observation", "name valueString 'effective'", "value valueDateTime '2026'"));

    JsonNode read = get(url).json();
    assertThat(read.path("valueString").asString()).isEqualTo("text");
    assertThat(read.has("valueQuantity")).isFalse();
    assertThat(read.path("effectiveDateTime").asString()).isEqualTo("2026");
    conflicts(
        url, operation("add", "Observation", "name valueString 'value'", "value valueInteger 3"));
  }

  @Test
  void putsAnElementWithoutANamedTypeTogetherFromParts() {
    String id = post("/Patient", patient("Parts")).id();

    Response patched =
        fhirPatch(
            "/Patient/" + id,
            operation(
                "add",
                "Patient",
                "name valueString 'contact'",
                "value part [{'name':'name','valueHumanName':{'text':'Ada'}},"
                    + "{'name':'gender','valueCode':'female'}]"),
            operation(
                "insert",
                "Patient.contact[0].telecom",
                "index valueInteger 0",
                "value valueContactPoint {'value':'1'}"),
            operation(
                "add",
                "Patient.contact[0].gender",
                "name valueString 'extension'",
                "value valueExtension {'url':'http://example.org/e','valueString':'x'}"));

    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    JsonNode contact = get("/Patient/" + id).json().at("/contact/0");
    assertThat(contact.at("/name/text").asString()).isEqualTo("Ada");
    assertThat(contact.at("/telecom/0/value").asString()).isEqualTo("1");
    assertThat(contact.at("/_gender/extension/0/valueString").asString()).isEqualTo("x");
  }

  @Test
  void leavesNoEmptyElementBehindAndForgivesDeletingWhatIsNotThere() {
    String id =
        post(
                "/Patient",
                "{'resourceType':'Patient','contact':[{'name':{'text':'A'},'gender':'male'}]}")
            .id();

    fhirPatch(
        "/Patient/" + id,
        operation("delete", "Patient.contact.name.text"),
        operation("delete", "Patient.photo"));

    assertThat(get("/Patient/" + id).json().at("/contact/0").propertyNames())
        .containsExactly("gender");
  }

  @Test
  void keepsTwoAlikeListsApart() {
    String id =
        post(
                "/Patient",
                "{'resourceType':'Patient','contact':[{'telecom':[{'value':'1'}]},{'telecom':[{'value':'1'}]}]}")
            .id();

    conflicts(
        "/Patient/" + id,
        operation(
            "insert",
            "Patient.contact.telecom",
            "index valueInteger 0",
            "value valueContactPoint {'value':'2'}"));
  }

  private void conflicts(String url, String operation) {
    assertThat(fhirPatch(url, operation).status()).isEqualTo(409);
  }

  @Test
  void comesInXmlToo() {
    String id = post("/Patient", patient("Xml")).id();

    Response patched =
        patch(
            "/Patient/" + id,
            XML,
            """
            <Parameters xmlns="http://hl7.org/fhir"><parameter><name value="operation"/>
              <part><name value="type"/><valueCode value="add"/></part>
              <part><name value="path"/><valueString value="Patient"/></part>
              <part><name value="name"/><valueString value="birthDate"/></part>
              <part><name value="value"/><valueDate value="1950-01-01"/></part>
            </parameter></Parameters>""",
            "Accept",
            JSON);

    assertThat(patched.json().path("birthDate").asString()).isEqualTo("1950-01-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          delete  | Patient.name.given     | 409 | conflict Parameters.parameter[0]
          delete  | Patient                | 400 | invalid Parameters.parameter[0]
          delete  | Patient.name.count()   | 400 | invalid Parameters.parameter[0]
          delete  | Patient..name          | 400 | structure Parameters.parameter[0]
          replace | Patient.birthDate      | 409 | conflict Parameters.parameter[0]
          replace | Patient.active         | 422 | value Patient.active
          add     | Patient                | 400 | structure Parameters.parameter[0]
          insert  | Patient.name           | 409 | conflict Parameters.parameter[0]
          replace | Patient.id             | 400 | invalid Parameters.parameter[0]
          change  | Patient                | 400 | structure Parameters.parameter[0]
          """)
  void isRefusedWithThePlaceOfTheOperation(String type, String path, int status, String issue) {
    String id =
        post("/Patient", "{'resourceType':'Patient','active':true,'name':[{'given':['A','B']}]}")
            .id();

    Response refused =
        fhirPatch(
            "/Patient/" + id,
            operation(
                type,
                path,
                "name valueString 'nosuch'",
                "index valueInteger 7",
                "value valueString 'x'"));

    assertThat(refused.status()).as(refused.text()).isEqualTo(status);
    assertThat(refused.issues()).containsExactly(issue);
  }

  @Test
  void isSentByHapisClient() {
    context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    IGenericClient client = context.newRestfulGenericClient(base());
    String id = post("/Patient", patient("Client")).id();
    var patch = new Parameters();
    ParametersParameterComponent add = patch.addParameter().setName("operation");
    add.addPart().setName("type").setValue(new CodeType("add"));
    add.addPart().setName("path").setValue(new StringType("Patient"));
    add.addPart().setName("name").setValue(new StringType("birthDate"));
    add.addPart().setName("value").setValue(new DateType("1951-02-03"));

    MethodOutcome outcome = client.patch().withFhirPatch(patch).withId("Patient/" + id).execute();
    client
        .patch()
        .withBody("[{\"op\":\"add\",\"path\":\"/active\",\"value\":true}]")
        .withId("Patient/" + id)
        .execute();

    assertThat(outcome.getId().getVersionIdPart()).isEqualTo("2");
    assertThat(get("/Patient/" + id).text()).contains("1951-02-03").contains("\"active\":true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient.name.where(family.matches(\\u0027(.*a){18}b\\u0027))",
        "Patient.name.where(family.replaceMatches (\\u0027(.*a){18}b\\u0027, \\u0027\\u0027) = \\u0027x\\u0027)",
        "Patient.name.where(family.matches\u00a0(\\u0027(.*a){18}b\\u0027))",
        "Patient.name.where(family.matches\u2028(\\u0027(.*a){18}b\\u0027))",
        "Patient.name.where(family.`matches`(\\u0027(.*a){18}b\\u0027))",
        "Patient.descendants().where(descendants().where(descendants().exists()).exists())",
        "Patient.name.repeat($this)",
        "Patient.name.where((given | given).exists())",
        "Patient.name.where(%resource.name.exists())",
        "Patient.name.where(family = \\u0027x\\u0027 /* \\u0027 */ or family.matches(\\u0027x\\u0027))"
      })
  void whatMayTakeLongIsNotEvaluated(String path) {
    String id =
        post(
                "/Patient",
                "{'resourceType':'Patient','name':[{'family':'%s!'}]}".formatted("a".repeat(50)))
            .id();

    Response refused = fhirPatch("/Patient/" + id, operation("delete", path));

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.issues()).containsExactly("structure Parameters.parameter[0]");
    assertThat(refused.text()).contains("is not evaluated here");
  }

  @Test
  void whatSaysWhereAnElementIsIsEvaluated() {
    String id =
        post(
                "/Patient",
                "{'resourceType':'Patient','name':[{'use':'official','family':'A|B~%'},{'use':'usual','family':'(matches('}]}")
            .id();

    Response patched =
        fhirPatch(
            "/Patient/" + id,
            operation(
                "delete",
                "Patient.name.where(use = \\u0027usual\\u0027 and (family.startsWith(\\u0027(matches(\\u0027))).first()"),
            operation("delete", "Patient.name.where(family = \\u0027A|B~%\\u0027).use"));

    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    assertThat(patched.json().path("name").toString())
        .contains("A|B~%")
        .doesNotContain("usual", "official");
  }
}
