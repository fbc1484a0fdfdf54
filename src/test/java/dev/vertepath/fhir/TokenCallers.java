package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Callers of several organizations, roles and patients. */
abstract class TokenCallers extends TokenAccess {

  static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

  static String[] sender(String organization) {
    return with(
        ISSUER.sign(
            ISSUER
                .claims()
                .subject("system-of-" + organization)
                .claim("client_id", "system-of-" + organization)
                .claim("scope", "system/*.cruds")
                .claim("organization", organization)
                .build()));
  }

  static String[] person(String role, String subject) {
    return with(
        ISSUER.sign(
            ISSUER
                .claims()
                .subject(subject)
                .claim("roles", List.of(role))
                .claim("scope", "user/*.cruds")
                .claim("fhirUser", "https://his.example/fhir/Practitioner/" + subject)
                .claim("name", subject)
                .build()));
  }

  static String[] forPatient(String id, String scope) {
    return with(
        ISSUER.sign(
            ISSUER
                .claims()
                .claim("roles", List.of("clinician"))
                .claim("scope", scope)
                .claim("fhirUser", "Practitioner/u-1")
                .claim("patient", id)
                .build()));
  }

  String patientOf(String organization, String family) {
    Response created = post("/Patient", patient(family), sender(organization));
    assertThat(created.status()).isEqualTo(201);
    return created.id();
  }

  String observation(String patient, String[] caller, String meta) {
    Response created = post("/Observation", observationOf(patient, meta), caller);
    assertThat(created.status()).isEqualTo(201);
    return created.id();
  }

  static String observationOf(String patient, String meta) {
    return ("{'resourceType':'Observation','status':'final','code':{'text':'x'},"
            + "'subject':{'reference':'Patient/%s'}%s}")
        .formatted(patient, meta.isEmpty() ? "" : "," + meta);
  }

  static String labelled(String code) {
    return "'meta':{'security':[{'system':'%s','code':'%s'}]}".formatted(CONFIDENTIALITY, code);
  }

  int total(String url, String[] caller) {
    JsonNode page = get(url + (url.contains("?") ? "&" : "?") + "_total=accurate", caller).json();
    return page.path("total").asInt(-1);
  }

  Response broken(String patient, String[] caller) {
    return post(
        "/Patient/" + patient + "/$break-glass",
        "{'resourceType':'Parameters','parameter':[{'name':'purpose','valueCode':'ETREAT'},"
            + "{'name':'reason','valueString':'found unconscious'}]}",
        caller);
  }
}
