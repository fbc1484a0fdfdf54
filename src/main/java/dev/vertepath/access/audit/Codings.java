package dev.vertepath.access.audit;

import dev.vertepath.record.Json;
import tools.jackson.databind.node.ObjectNode;

/** Codes of FHIR, DICOM and IHE that AuditEvents are written with. */
record Codings(String system, String code, String display) {

  static final String REST_INTERACTION = "http://hl7.org/fhir/restful-interaction";
  static final String OUTCOME = "http://terminology.hl7.org/CodeSystem/audit-event-outcome";
  static final String ACTION = "http://hl7.org/fhir/audit-event-action";
  static final String NETWORK_TYPE = "http://hl7.org/fhir/network-type";
  static final String PURPOSE = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
  static final String ROLE = "https://vertepath.dev/fhir/role";

  /** The system and value by which the service names itself. */
  static final String DEVICE = "https://vertepath.dev/fhir/device";

  static final String ITSELF = "vertepath";

  private static final String DCM = "http://dicom.nema.org/resources/ontology/DCM";
  private static final String PARTICIPATION =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
  private static final String ENTITY = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
  private static final String OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";

  static final Codings REST =
      new Codings(
          "http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "RESTful Operation");
  static final Codings APPLICATION_ACTIVITY = new Codings(DCM, "110100", "Application Activity");
  static final Codings USER_AUTHENTICATION = new Codings(DCM, "110114", "User Authentication");
  static final Codings LOGIN = new Codings(DCM, "110122", "Login");
  static final Codings APPLICATION = new Codings(DCM, "110150", "Application");
  static final Codings DESTINATION = new Codings(DCM, "110152", "Destination Role ID");
  static final Codings SOURCE = new Codings(DCM, "110153", "Source Role ID");
  static final Codings CUSTODIAN =
      new Codings(
          "http://terminology.hl7.org/CodeSystem/provenance-participant-type",
          "custodian",
          "Custodian");
  static final Codings RECIPIENT = new Codings(PARTICIPATION, "IRCP", "information recipient");
  static final Codings AUTHOR = new Codings(PARTICIPATION, "AUT", "author (originator)");
  static final Codings PERSON = new Codings(ENTITY, "1", "Person");
  static final Codings SYSTEM_OBJECT = new Codings(ENTITY, "2", "System Object");
  static final Codings PATIENT = new Codings(OBJECT_ROLE, "1", "Patient");
  static final Codings DOMAIN_RESOURCE = new Codings(OBJECT_ROLE, "4", "Domain Resource");
  static final Codings QUERY = new Codings(OBJECT_ROLE, "24", "Query");
  static final Codings OPERATION =
      new Codings(
          "http://hl7.org/fhir/resource-types", "OperationDefinition", "OperationDefinition");
  static final Codings REQUEST_ID =
      new Codings(
          "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType",
          "XrequestId",
          "transport specific unique identifier where http X-Request-Id is used");
  static final Codings APPLICATION_SERVER =
      new Codings(
          "http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server");

  static Codings type(Act act) {
    return switch (act) {
      case LOGIN -> USER_AUTHENTICATION;
      case RULES -> APPLICATION_ACTIVITY;
      default -> REST;
    };
  }

  ObjectNode coding() {
    return Json.MAPPER
        .createObjectNode()
        .put("system", system)
        .put("code", code)
        .put("display", display);
  }

  ObjectNode concept() {
    ObjectNode concept = Json.MAPPER.createObjectNode();
    concept.putArray("coding").add(coding());
    return concept;
  }
}
