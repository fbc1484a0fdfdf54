package dev.vertepath.fhir;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IServerConformanceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import dev.vertepath.fhir.operation.Operations;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.ClinicalRecord.ServedParameter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceOperationComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalReadStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/** Tells what this server can do, and nothing that it cannot (R4 capabilitystatement.html). */
public final class Capabilities implements IServerConformanceProvider<CapabilityStatement> {

  private static final List<TypeRestfulInteraction> OF_TYPE =
      List.of(
          TypeRestfulInteraction.READ,
          TypeRestfulInteraction.VREAD,
          TypeRestfulInteraction.UPDATE,
          TypeRestfulInteraction.PATCH,
          TypeRestfulInteraction.DELETE,
          TypeRestfulInteraction.CREATE,
          TypeRestfulInteraction.HISTORYINSTANCE,
          TypeRestfulInteraction.HISTORYTYPE,
          TypeRestfulInteraction.SEARCHTYPE);

  private static final List<SystemRestfulInteraction> OF_SYSTEM =
      List.of(
          SystemRestfulInteraction.TRANSACTION,
          SystemRestfulInteraction.BATCH,
          SystemRestfulInteraction.HISTORYSYSTEM);

  private final ClinicalRecord record;
  private final Operations operations;
  private final String version;
  private final String built;
  private final Instant started;

  /**
   * @param built when the program was built, as 2026-03-01T08:00:00Z
   */
  Capabilities(
      ClinicalRecord record, Operations operations, String version, String built, Instant started) {
    this.record = record;
    this.operations = operations;
    this.version = version;
    this.built = built;
    this.started = started;
  }

  /** {@code GET [base]/metadata}; HAPI keeps the answer for a minute. */
  @Override
  @Metadata
  public CapabilityStatement getServerConformance(HttpServletRequest http, RequestDetails request) {
    var statement = new CapabilityStatement();
    statement.setUrl(request.getFhirServerBase() + "/metadata");
    statement
        .setName("VertePath")
        .setTitle("VertePath: the care of vertebral compression fractures")
        .setVersion(version)
        .setStatus(PublicationStatus.ACTIVE)
        .setDate(Date.from(started))
        .setKind(CapabilityStatementKind.INSTANCE)
        .setFhirVersion(FHIRVersion._4_0_1);
    statement.getSoftware().setName("VertePath").setVersion(version);
    statement.getSoftware().setReleaseDateElement(new DateTimeType(built));
    statement
        .getImplementation()
        .setDescription("VertePath %s, built %s".formatted(version, built))
        .setUrl(request.getFhirServerBase());
    statement.addFormat("application/fhir+json").addFormat("application/fhir+xml");
    statement
        .addPatchFormat("application/json-patch+json")
        .addPatchFormat("application/fhir+json")
        .addPatchFormat("application/fhir+xml");
    CapabilityStatementRestComponent rest =
        statement.addRest().setMode(RestfulCapabilityMode.SERVER);
    new TreeSet<>(record.types()).forEach(type -> describe(rest.addResource(), type));
    OF_SYSTEM.forEach(interaction -> rest.addInteraction().setCode(interaction));
    operations.ofSystem().forEach(operation -> describe(rest.addOperation(), operation));
    return statement;
  }

  @Override
  public void setRestfulServer(RestfulServer server) {
    // All that is told is known without it.
  }

  private void describe(CapabilityStatementRestResourceComponent resource, String type) {
    resource
        .setType(type)
        .setProfile("http://hl7.org/fhir/StructureDefinition/" + type)
        .setVersioning(ResourceVersionPolicy.VERSIONEDUPDATE)
        .setReadHistory(true)
        .setUpdateCreate(true)
        .setConditionalCreate(true)
        .setConditionalRead(ConditionalReadStatus.FULLSUPPORT)
        .setConditionalUpdate(true)
        .setConditionalDelete(ConditionalDeleteStatus.SINGLE);
    OF_TYPE.forEach(interaction -> resource.addInteraction().setCode(interaction));
    for (ServedParameter parameter : record.searchParameters(type)) {
      resource
          .addSearchParam()
          .setName(parameter.name())
          .setType(SearchParamType.fromCode(parameter.type()))
          .setDefinition(parameter.definition())
          .setDocumentation(parameter.documentation());
    }
    operations.ofType(type).forEach(operation -> describe(resource.addOperation(), operation));
  }

  private static void describe(
      CapabilityStatementRestResourceOperationComponent served, Signature operation) {
    served.setName(operation.name()).setDefinition(operation.definition());
  }
}
