package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Input that is valid R4, but not as one would write it. */
class OddArrivalsTest extends Course {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'reference':'Condition/$-fx'}",
        "{'reference':'Condition/$-fx/_history/1'}",
        "{'reference':'http://127.0.0.1:8080/fhir/Condition/$-fx'}",
        "{'type':'Condition','identifier':{'system':'urn:his','value':'$-fx'}}",
        "{'identifier':{'system':'urn:his','value':'$-fx'}}",
        "{'type':'http://hl7.org/fhir/StructureDefinition/Condition',"
            + "'identifier':{'system':'urn:his','value':'$-fx'}}"
      })
  void aReferenceMayBeWrittenInManyWays(String reference) {
    patient.asCandidate().sends(patient.fracture("other", "L3"));
    patient.sends(
        patient.order().with("reasonReference", "[" + reference.replace("$", patient.id()) + "]"));

    assertThat(states()).containsEntry("-fx", "ordered").containsEntry("-other", "candidate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'reference':'#c'}",
        "{'reference':'https://elsewhere.example/fhir/Condition/1'}",
        "{'identifier':{'system':'urn:his','value':'unknown'}}",
        "{'display':'The fracture'}",
        "{'_reference':{'extension':[{'url':'urn:x','valueString':'x'}]}}"
      })
  void aReferenceToNothingHereLeavesItToTheLevel(String reference) {
    patient.asCandidate().sends(patient.fracture("other", "L3"));
    patient.sends(
        patient
            .order()
            .with("contained", "[{'resourceType':'Condition','id':'c'}]")
            .with("bodySite", TestPatient.site("L1"))
            .with("reasonReference", "[" + reference + "]"));

    assertThat(states()).containsEntry("-fx", "ordered").containsEntry("-other", "candidate");
  }

  @Test
  void anIdentifierThatTwoFracturesCarryNamesNeither() {
    patient.asCandidate();
    patient.sends(
        patient
            .fracture("other", "L3")
            .with("identifier", patient.fracture().body().path("identifier").toString()),
        patient
            .order()
            .with("bodySite", TestPatient.site("L3"))
            .with(
                "reasonReference",
                "[{'identifier':{'system':'urn:his','value':'%s-fx'}}]".formatted(patient.id())));

    assertThat(states()).containsEntry("-fx", "candidate").containsEntry("-other", "ordered");
  }

  @Test
  void anOrderAndItsProcedureMayShareTheirIdentifier() {
    String shared = "[{'system':'urn:placer','value':'%s'}]".formatted(patient.id());
    at("2026-03-02T14:00:00Z");
    patient
        .asCandidate()
        .sends(
            patient.order().with("identifier", shared),
            patient
                .procedure()
                .with("identifier", shared)
                .with(
                    "basedOn",
                    "[{'identifier':{'system':'urn:placer','value':'%s'}}]"
                        .formatted(patient.id())));

    assertThat(kept().issues()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'reference':'https://elsewhere.example/fhir/Practitioner/7'}",
        "{'reference':'#dr'}",
        "{'identifier':{'system':'urn:npi','value':'7'}}",
        "{'display':'Dr. Ola Nowak'}"
      })
  void aRequesterIsNamedHoweverSheIsNamed(String requester) {
    patient
        .asCandidate()
        .sends(
            patient
                .order()
                .with(
                    "contained",
                    "[{'resourceType':'Practitioner','id':'dr',"
                        + "'name':[{'given':['Ola'],'family':'Nowak'}]}]")
                .with("requester", requester));

    assertThat(kept().state()).isEqualTo("ordered");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'extension':[{'url':'urn:x','valueString':'x'}]}",
        "{'name':[{'text':'Dr. Ola Nowak'}]}",
      })
  void aRequesterWithoutNameIsNone(String requester) {
    patient.asCandidate().sends(patient.order().with("requester", requester));

    assertThat(kept().state()).isEqualTo("candidate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'code':{'text':'pain'}}",
        "{'dataAbsentReason':{'text':'asleep'}}",
        "{'valueQuantity':{'unit':'{score}'}}",
        "{'valueQuantity':{'_value':{'extension':[{'url':'urn:x','valueString':'x'}]}}}",
        "{'valueString':'8'}",
        "{'valueQuantity':{'value':80,'unit':'mm'}}"
      })
  void aPainScoreWithoutAScoreIsNoEvidence(String instead) {
    Arrival odd = patient.painBefore().without("valueQuantity");
    for (var field : Arrival.of(instead).body().properties()) {
      odd = odd.with(field.getKey(), field.getValue().toString());
    }
    patient.sends(patient.person(), patient.fracture(), odd);

    assertThat(kept().evidence()).containsEntry("pain-score", "requested");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-02-25", "2026-02-25T10:00:00", "2026-02-25T10:00:00.123+01:00", "2026-02"})
  void aDateMayBeAsPreciseAsItIs(String date) {
    patient.sends(
        patient.person().with("birthDate", "'1948'"),
        patient.fracture().with("onsetDateTime", "'2026'").with("recordedDate", "'2026-02'"),
        patient.pain("pain-before", 8, date));

    assertThat(kept().evidence()).containsEntry("pain-score", "completed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001", "0001-01-01", "9999-12-31", "9999", "9999-12-31T23:59:59-12:00"})
  void datesMayBeOutOfAllProportion(String date) {
    patient.sends(
        patient.person(),
        patient
            .fracture()
            .with("onsetDateTime", "'" + date + "'")
            .with("recordedDate", "'" + date + "'"),
        patient.order().with("authoredOn", "'" + date + "'"),
        patient
            .procedure()
            .with("performedPeriod", "{'start':'%1$s','end':'%1$s'}".formatted(date)),
        patient.pain("odd", 8, date));

    assertThat(kept().tasks("pathway-case")).hasSize(1);
  }

  @Test
  void aNameMayHoldAnyCharacter() {
    patient
        .asCandidate()
        .sends(
            patient
                .order()
                .with("requester", "{'display':'Zo\u00eb \ud83d\ude42 \\\\ \\' %s {} ? :x'}"));

    assertThat(kept().state()).isEqualTo("ordered");
  }

  @Test
  void aFractureWithoutAnyDateKeepsItsOperationWhateverIsAddedToItLater() {
    at("2026-03-01T08:00:00Z");
    Arrival undated = patient.fracture().without("onsetDateTime").without("recordedDate");
    patient.sends(patient.person(), undated);
    at("2026-03-02T14:00:00Z");
    patient.sends(patient.procedure().without("reasonReference").without("basedOn"));
    at("2026-03-20T08:00:00Z");
    patient.sends(undated.with("note", "[{'text':'Seen again'}]"));

    assertThat(kept().state()).isEqualTo("follow-up");
    assertThat(kept().issues()).doesNotContain("level-without-fracture");
  }

  @Test
  void elementsThatAreMissingOrExtensionsOnlyAreUnknown() {
    patient.sends(
        patient.person().without("birthDate"),
        Arrival.of(
            """
            {'resourceType':'Condition','id':'%1$s-fx','subject':{'reference':'Patient/%1$s'},
             'code':{'coding':[{'_code':{'extension':[{'url':'urn:x','valueString':'x'}]}},
               {'system':'http://snomed.info/sct','code':'42942008'}]},
             '_onsetDateTime':{'extension':[{'url':'urn:x','valueString':'x'}]},
             'bodySite':[{'text':'back'}]}
            """
                .formatted(patient.id())));

    assertThat(kept().state()).isEqualTo("awaiting-evidence");
    assertThat(kept().evidence())
        .containsEntry("level-known", "requested")
        .containsEntry("cause-known", "requested")
        .containsEntry("fracture-current", "requested");
  }

  /** Of each case by the end of its fracture's id. */
  private Map<String, String> states() {
    var states = new TreeMap<String, String>();
    for (ObjectNode task : kept().tasks("pathway-case")) {
      String fracture = value(task, "/focus/reference");
      states.put(fracture.substring(fracture.indexOf('-')), Kept.state(task));
    }
    return states;
  }
}
