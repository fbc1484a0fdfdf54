package dev.vertepath.care;

import dev.vertepath.record.Json;
import dev.vertepath.record.Outcome;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * An invented patient: what hospital systems tell of her, and what the service keeps for her.
 *
 * <p>Unless a test says otherwise she has an osteoporotic fracture of L1 since 10 February 2026.
 */
record TestPatient(Clinic clinic, String id) {

  private static final Map<String, String> VERTEBRAE =
      Map.of(
          "T11", "12989004",
          "T12", "23215003",
          "L1", "66794005",
          "L2", "14293000",
          "L3", "36470004",
          "L4", "11994002");

  /** One of whom only what hospital systems tell is wanted, and not where it is kept. */
  @SuppressWarnings("NullAway")
  static TestPatient elsewhere(String id) {
    return new TestPatient(null, id);
  }

  String reference() {
    return "Patient/" + id;
  }

  /** Sends each as a request of its own. */
  TestPatient sends(Arrival... arrivals) {
    for (Arrival arrival : arrivals) {
      clinic.send(arrival);
      clinic.tick();
    }
    return this;
  }

  Outcome send(Arrival arrival) {
    return clinic.send(arrival);
  }

  Kept kept() {
    return new Kept(clinic, id);
  }

  private Arrival arrival(String json, Object... values) {
    return Arrival.of(json.formatted(values).replace("$", id));
  }

  Arrival person() {
    return arrival(
        """
        {'resourceType':'Patient','id':'$','identifier':[{'system':'urn:mrn','value':'$'}],
         'name':[{'family':'Example','given':['Maria']}],'gender':'female','birthDate':'1948-05-02'}
        """);
  }

  Arrival fracture() {
    return fracture("fx", "L1");
  }

  Arrival fracture(String name, String level) {
    return arrival(
            """
            {'resourceType':'Condition','id':'$-%1$s',
             'identifier':[{'system':'urn:his','value':'$-%1$s'}],
             'clinicalStatus':{'coding':[
               {'system':'http://terminology.hl7.org/CodeSystem/condition-clinical',
                'code':'active'}]},
             'verificationStatus':{'coding':[
               {'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status',
                'code':'confirmed'}]},
             'code':{'coding':[
               {'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M80.08XA'}]},
             'subject':{'reference':'Patient/$'},
             'onsetDateTime':'2026-02-10','recordedDate':'2026-02-12'}
            """,
            name)
        .with("bodySite", site(level));
  }

  static String site(String... levels) {
    return List.of(levels).stream()
        .map(
            level ->
                "{'coding':[{'system':'http://snomed.info/sct','code':'%s'}]}"
                    .formatted(VERTEBRAE.get(level)))
        .toList()
        .toString();
  }

  static String concept(String system, String code) {
    return "{'coding':[{'system':'%s','code':'%s'}]}".formatted(system, code);
  }

  Arrival pain(String name, int score, String at) {
    return arrival(
        """
        {'resourceType':'Observation','id':'$-%1$s',
         'identifier':[{'system':'urn:his','value':'$-%1$s'}],'status':'final',
         'code':{'coding':[{'system':'http://loinc.org','code':'72514-3'}]},
         'subject':{'reference':'Patient/$'},'effectiveDateTime':'%3$s',
         'valueQuantity':{'value':%2$d,'system':'http://unitsofmeasure.org','code':'{score}'}}
        """,
        name, score, at);
  }

  Arrival finding(String code, boolean present) {
    return arrival(
        """
        {'resourceType':'Observation','id':'$-%1$s',
         'identifier':[{'system':'urn:his','value':'$-%1$s'}],'status':'final',
         'code':{'coding':[
           {'system':'https://vertepath.dev/fhir/CodeSystem/finding','code':'%1$s'}]},
         'subject':{'reference':'Patient/$'},'effectiveDateTime':'2026-02-26T09:00:00Z',
         'valueBoolean':%2$b}
        """,
        code, present);
  }

  /** All evidence that the default protocol wants, but for the pain score. */
  Arrival[] findings() {
    return new Arrival[] {
      finding("site-tenderness", true),
      finding("marrow-oedema", true),
      finding("conservative-treatment-failed", true),
      finding("active-infection", false),
      finding("uncorrected-coagulopathy", false),
      finding("cement-allergy", false)
    };
  }

  Arrival painBefore() {
    return pain("pain-before", 8, "2026-02-25T10:00:00Z");
  }

  /** Makes her a candidate. */
  TestPatient asCandidate() {
    return sends(person(), fracture(), painBefore()).sends(findings());
  }

  /** Makes her a candidate who was ordered the vertebroplasty and had it. */
  TestPatient asTreated() {
    return asCandidate().sends(order(), procedure());
  }

  Arrival order() {
    return arrival(
        """
        {'resourceType':'ServiceRequest','id':'$-order',
         'identifier':[{'system':'urn:his','value':'$-order'}],
         'status':'active','intent':'order',
         'code':{'coding':[
           {'system':'https://vertepath.dev/fhir/CodeSystem/procedure','code':'vertebroplasty'}]},
         'subject':{'reference':'Patient/$'},'authoredOn':'2026-02-27T09:00:00Z',
         'requester':{'reference':'Practitioner/weber','display':'Dr. Anna Weber'},
         'reasonReference':[{'reference':'Condition/$-fx'}],
         'reasonCode':[{'text':'Pain keeps her from walking'}]}
        """);
  }

  Arrival procedure() {
    return procedure("op", "completed");
  }

  Arrival procedure(String name, String status) {
    return arrival(
            """
            {'resourceType':'Procedure','id':'$-%1$s',
             'identifier':[{'system':'urn:his','value':'$-%1$s'}],
             'status':'%2$s',
             'code':{'coding':[{'system':'http://www.ama-assn.org/go/cpt','code':'22511'}]},
             'subject':{'reference':'Patient/$'},
             'performedPeriod':{'start':'2026-03-02T08:00:00Z','end':'2026-03-02T09:00:00Z'},
             'basedOn':[{'reference':'ServiceRequest/$-order'}],
             'reasonReference':[{'reference':'Condition/$-fx'}]}
            """,
            name, status)
        .with("bodySite", site("L1"));
  }

  Arrival redFlag(String name, String snomed, String at) {
    return arrival(
        """
        {'resourceType':'Observation','id':'$-%1$s','status':'final',
         'code':{'coding':[{'system':'http://snomed.info/sct','code':'%2$s'}]},
         'subject':{'reference':'Patient/$'},'effectiveDateTime':'%3$s','valueBoolean':true}
        """,
        name, snomed, at);
  }

  /** What a person makes of a resource of the service: read, changed, to be sent back. */
  static Arrival changed(ObjectNode read, String element, String json) {
    return new Arrival(read).with(element, json);
  }

  ObjectNode read(String reference) {
    int slash = reference.indexOf('/');
    var key =
        new dev.vertepath.record.ResourceKey(
            reference.substring(0, slash), reference.substring(slash + 1));
    return (ObjectNode) Json.MAPPER.readTree(clinic.record().read(key, null).body());
  }
}
