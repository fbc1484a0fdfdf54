package dev.vertepath.desk.patient;

import dev.vertepath.desk.DeskOverHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Patients of the samples, on the desk. */
@Import(CountedStatements.class)
abstract class PatientDesk extends DeskOverHttp {

  static final String FRACTURE =
      """
      {'resourceType':'Condition','subject':{'reference':'Patient/%s'},
       'clinicalStatus':{'coding':[{
         'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
       'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M80.08XA'}]},
       'bodySite':[{'coding':[{'system':'http://snomed.info/sct','code':'66794005'}]}],
       'onsetDateTime':'2026-02-10'}
      """;
  static final String OPERATION =
      """
      {'resourceType':'Procedure','status':'completed','subject':{'reference':'Patient/%s'},
       'code':{'coding':[{
         'system':'https://vertepath.dev/fhir/CodeSystem/procedure','code':'vertebroplasty'}]},
       'bodySite':[{'coding':[{'system':'http://snomed.info/sct','code':'66794005'}]}],
       'performedPeriod':{'start':'2026-03-02T08:00:00Z','end':'2026-03-02T09:00:00Z'}}
      """;
  private static final Path SAMPLES = Path.of("samples");
  private static final String HOSPITAL = "https://hospital.example/patients|";

  /** Sends samples and gives the id of the patient whom the hospital calls by this number. */
  protected String patient(String number, String... samples) {
    for (String sample : samples) {
      try {
        // The samples hold apostrophes in their texts, which would become quotes.
        write("POST", "/", Files.readString(SAMPLES.resolve(sample)).replace("'", "’"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    JsonNode found = fhir("/Patient?identifier=" + HOSPITAL.replace("|", "%7C") + number);
    return found.at("/entry/0/resource/id").asString();
  }

  protected String recovered() {
    return patient(
        "H-1001",
        "recovered-1-referral.json",
        "recovered-2-evidence.json",
        "recovered-3-order.json",
        "recovered-4-appointment.json",
        "recovered-5-procedure.json",
        "recovered-6-early-check.json",
        "recovered-7-second-week.json",
        "recovered-8-recovery.json");
  }

  /** One with a fracture of L1 of whom nothing else is known. */
  protected String fractured() {
    String id =
        write(
                "POST",
                "/Patient",
                "{'resourceType':'Patient','name':[{'family':'Desk','given':['Ida']}],'birthDate':'1948-05-02'}")
            .path("id")
            .asString();
    write("POST", "/Condition", FRACTURE.formatted(id));
    return id;
  }

  /** One who had the operation in March. */
  protected String treated() {
    String id = fractured();
    write("POST", "/Procedure", OPERATION.formatted(id));
    return id;
  }

  /** The version in an answer of the API. */
  protected static String version(JsonNode resource) {
    return resource.at("/meta/versionId").asString();
  }

  /** The first resource that a search finds. */
  protected JsonNode first(String search) {
    return fhir(search).at("/entry/0/resource");
  }

  /** Sends the form of a finding. */
  protected HttpResponse<String> evidence(String id, String finding, String present) {
    return submit(
        "/desk/patients/" + id + "/evidence",
        "finding",
        finding,
        "present",
        present,
        "day",
        "2026-03-01");
  }
}
