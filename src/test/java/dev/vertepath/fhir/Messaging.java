package dev.vertepath.fhir;

import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Messages of FHIR for tests. JSON is written with {@code '} for quotes. */
final class Messaging {

  static final String EVENTS = "https://vertepath.dev/fhir/CodeSystem/message-event";

  private Messaging() {}

  /** A message under a new id whose focus is the first of its resources. */
  static String message(String event, String... resources) {
    return named(UUID.randomUUID().toString(), event, "", resources);
  }

  /**
   * @param bundle more elements of the Bundle, each with a comma after it
   * @param resources with their fullUrls {@code urn:uuid:...0} and so on
   */
  static String named(String id, String event, String bundle, String... resources) {
    var entries = new StringBuilder();
    for (int i = 0; i < resources.length; i++) {
      entries.append(",{'fullUrl':'%s','resource':%s}".formatted(fullUrl(i), resources[i]));
    }
    return """
        {'resourceType':'Bundle',%s'type':'message','entry':[
         {'fullUrl':'urn:uuid:6d1f1c52-8a51-4e5a-9c0e-000000000099','resource':
          {'resourceType':'MessageHeader','id':'%s',
           'eventCoding':{'system':'%s','code':'%s'},
           'source':{'name':'HIS','endpoint':'https://his.example/out'},
           'focus':[{'reference':'%s'}]}}%s]}
        """
        .formatted(bundle, id, EVENTS, event, fullUrl(0), entries);
  }

  static String fullUrl(int part) {
    return "urn:uuid:6d1f1c52-8a51-4e5a-9c0e-0000000000%02d".formatted(part);
  }

  static String patient(String mrn, String family) {
    return """
        {'resourceType':'Patient','identifier':[{'system':'urn:mrn','value':'%s'}],
         'name':[{'family':'%s'}],'gender':'female','birthDate':'1948-05-02'}
        """
        .formatted(mrn, family);
  }

  /** A score of a patient who is known by her identifier. */
  static String pain(String id, String mrn, int score) {
    return """
        {'resourceType':'Observation','identifier':[{'system':'urn:his','value':'%s'}],
         'status':'final','code':{'coding':[{'system':'http://loinc.org','code':'72514-3'}]},
         'subject':{'identifier':{'system':'urn:mrn','value':'%s'}},
         'effectiveDateTime':'2026-02-25T10:00:00Z',
         'valueQuantity':{'value':%d,'system':'http://unitsofmeasure.org','code':'{score}'}}
        """
        .formatted(id, mrn, score);
  }

  static String fracture(String id, String subject) {
    return """
        {'resourceType':'Condition','identifier':[{'system':'urn:his','value':'%s'}],
         'clinicalStatus':{'coding':[{'system':
           'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
         'verificationStatus':{'coding':[{'system':
           'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'confirmed'}]},
         'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M80.08XA'}]},
         'bodySite':[{'coding':[{'system':'http://snomed.info/sct','code':'66794005'}]}],
         'subject':{'reference':'%s'},'onsetDateTime':'2026-02-10','recordedDate':'2026-02-12'}
        """
        .formatted(id, subject);
  }

  static JsonNode response(JsonNode bundle) {
    return bundle.at("/entry/0/resource/response");
  }

  static String code(JsonNode bundle) {
    return response(bundle).path("code").asString("");
  }

  /** The issues of an answer as {@code code expression}. */
  static List<String> issues(JsonNode bundle) {
    return bundle
        .at("/entry/1/resource/issue")
        .valueStream()
        .map(
            issue ->
                (issue.path("code").asString() + " " + issue.at("/expression/0").asString(""))
                    .strip())
        .toList();
  }

  static String words(JsonNode bundle) {
    return bundle.at("/entry/1/resource/issue/0/diagnostics").asString("");
  }
}
