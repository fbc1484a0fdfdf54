package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.Json;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole case, damaged in a thousand ways: each is stored or refused with an OperationOutcome, and
 * none makes the service fail.
 */
class MutatedInputTest extends FhirOverHttp {

  private static final int SEEDS = 800;

  @Test
  void neverFailsTheService() {
    JsonNode whole = Json.MAPPER.readTree(quoted(CASE));
    int stored = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      ObjectNode bundle = (ObjectNode) whole.deepCopy();
      var random = new Random(seed);
      for (int i = random.nextInt(3); i >= 0; i--) {
        Mutation.within(bundle.path("entry"), random);
      }
      byte[] body = Json.MAPPER.writeValueAsBytes(bundle);

      Response answer = send("POST", "", body, "Content-Type", JSON);

      assertThat(answer.status())
          .as("seed %d: %s", seed, answer.text())
          .isIn(200, 400, 404, 409, 412, 422);
      boolean ok = answer.status() == 200;
      assertThat(answer.json().path("resourceType").asString())
          .isEqualTo(ok ? "Bundle" : "OperationOutcome");
      stored += ok ? 1 : 0;
    }
    // Were nearly all refused at the door, nothing behind it would have been tried.
    assertThat(stored).isBetween(SEEDS / 10, SEEDS - SEEDS / 10);
  }

  @Test
  void noneOfItsCharactersMayBeLostOrAdded() {
    byte[] whole = quoted(CASE);
    for (int seed = 0; seed < SEEDS / 5; seed++) {
      var random = new Random(seed);
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);

      Response answer = send("POST", "", damaged, "Content-Type", JSON);

      assertThat(answer.status()).as("seed %d: %s", seed, answer.text()).isLessThan(500);
    }
  }

  private static final String CASE =
      """
      {'resourceType':'Bundle','type':'transaction','entry':[
       {'fullUrl':'urn:uuid:p','request':{'method':'POST','url':'Patient'},'resource':
        {'resourceType':'Patient','identifier':[{'system':'urn:m','value':'1'}],
         'name':[{'family':'Mutant','given':['A','B']}],'birthDate':'1948-03-02',
         'deceasedBoolean':false}},
       {'fullUrl':'urn:uuid:c','request':{'method':'POST','url':'Condition'},'resource':
        {'resourceType':'Condition','clinicalStatus':{'coding':[
          {'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
         'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M80.08XA'}]},
         'bodySite':[{'coding':[{'system':'http://snomed.info/sct','code':'66794005'}]}],
         'subject':{'reference':'urn:uuid:p'},'onsetDateTime':'2026-10-01',
         'recordedDate':'2026-10-02'}},
       {'fullUrl':'urn:uuid:o','request':{'method':'POST','url':'Observation'},'resource':
        {'resourceType':'Observation','status':'final',
         'code':{'coding':[{'system':'http://loinc.org','code':'72514-3'}]},
         'subject':{'reference':'urn:uuid:p'},'focus':[{'reference':'urn:uuid:c'}],
         'effectiveDateTime':'2026-10-05T09:00:00Z',
         'valueQuantity':{'value':8,'system':'http://unitsofmeasure.org','code':'{score}'},
         'component':[{'code':{'coding':[
           {'system':'https://vertepath.dev/fhir/CodeSystem/finding','code':'marrow-oedema'}]},
           'valueBoolean':true}]}},
       {'fullUrl':'urn:uuid:s','request':{'method':'POST','url':'ServiceRequest'},'resource':
        {'resourceType':'ServiceRequest','status':'active','intent':'order',
         'code':{'coding':[{'system':'http://www.ama-assn.org/go/cpt','code':'22511'}]},
         'subject':{'reference':'urn:uuid:p'},'requester':{'display':'Dr. Ode'},
         'reasonReference':[{'reference':'urn:uuid:c'}],'authoredOn':'2026-10-06'}},
       {'fullUrl':'urn:uuid:a','request':{'method':'POST','url':'Appointment'},'resource':
        {'resourceType':'Appointment','status':'booked','start':'2026-10-08T08:00:00Z',
         'end':'2026-10-08T09:00:00Z','basedOn':[{'reference':'urn:uuid:s'}],
         'participant':[{'actor':{'reference':'urn:uuid:p'},'status':'accepted'}]}},
       {'fullUrl':'urn:uuid:r','request':{'method':'POST','url':'Procedure'},'resource':
        {'resourceType':'Procedure','status':'completed',
         'code':{'coding':[{'system':'http://www.ama-assn.org/go/cpt','code':'22511'}]},
         'subject':{'reference':'urn:uuid:p'},'basedOn':[{'reference':'urn:uuid:s'}],
         'reasonReference':[{'reference':'urn:uuid:c'}],
         'performedPeriod':{'start':'2026-10-08T08:00:00Z','end':'2026-10-08T08:40:00Z'},
         'bodySite':[{'coding':[{'system':'http://snomed.info/sct','code':'66794005'}]}],
         'complication':[{'coding':[{'system':'http://snomed.info/sct','code':'59282003'}]}]}},
       {'fullUrl':'urn:uuid:f','request':{'method':'POST','url':'Observation'},'resource':
        {'resourceType':'Observation','status':'final',
         'code':{'coding':[{'system':'http://loinc.org','code':'72514-3'}]},
         'subject':{'reference':'urn:uuid:p'},'effectiveDateTime':'2026-10-09T09:00:00Z',
         'valueInteger':3}},
       {'fullUrl':'urn:uuid:l','request':{'method':'POST','url':'AllergyIntolerance'},'resource':
        {'resourceType':'AllergyIntolerance','patient':{'reference':'urn:uuid:p'},
         'code':{'coding':[{'system':'http://snomed.info/sct','code':'293637006'}]},
         'recordedDate':'2020-01-01'}}]}""";
}
