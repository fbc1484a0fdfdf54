package dev.vertepath.fhir;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IServerConformanceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import dev.vertepath.access.Entrance;
import dev.vertepath.exchange.message.MessageEvents;
import dev.vertepath.fhir.operation.Operations;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.ClinicalRecord.ServedParameter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceOperationComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalReadStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ReferenceHandlingPolicy;
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

  /** The type that lies in a table of its own. */
  private static final String AUDIT = "AuditEvent";

  private static final List<TypeRestfulInteraction> OF_AUDIT =
      List.of(
          TypeRestfulInteraction.READ,
          TypeRestfulInteraction.VREAD,
          TypeRestfulInteraction.SEARCHTYPE);

  private static final List<SystemRestfulInteraction> OF_SYSTEM =
      List.of(
          SystemRestfulInteraction.TRANSACTION,
          SystemRestfulInteraction.BATCH,
          SystemRestfulInteraction.HISTORYSYSTEM,
          SystemRestfulInteraction.SEARCHSYSTEM);

  private static final String BEHAVIOUR =
      """
      An update with If-Match of another version than the current one is answered 412, with the \
      current version as ETag. A read takes If-None-Match and If-Modified-Since, and _asOf for the \
      version that was current at an instant. A delete is refused with 409 while others refer to \
      the resource, and names them. Searches refuse what they do not know, unless the request says \
      Prefer: handling=lenient; they may be sent by POST to _search, take _sort, _count (1000 at \
      most), _total, _summary, _elements, _include, _revinclude and _asOf, and come in pages that \
      all show the record as the first one saw it. A total is exact. Of more than 5000 matches, or \
      250 where the caller has logged in, it is told to who asks for it, as by _total=accurate. A \
      date without a zone means the facility's day.""";

  /** What every type has beside its own, and cannot be asked with modifiers. */
  private static final SortedMap<String, String> OF_ALL_TYPES =
      new TreeMap<>(
          Map.of(
              "_has",
              "Those referred to by resources as described: _has:Observation:patient:code=1234-5."
                  + " Of one type only",
              "_list",
              "Those that a List names as its items: _list=42",
              "_type",
              "Of these types, in a search of several: _type=Patient,Condition"));

  /** What every type lists among its own, and several can be searched by at once. */
  private static final Set<String> COMMON =
      Set.of("_id", "_lastUpdated", "_profile", "_security", "_source", "_tag");

  private final ClinicalRecord record;
  private final Operations operations;
  private final Entrance entrance;
  private final MessageEvents events;
  private final Settings settings;

  Capabilities(
      ClinicalRecord record,
      Operations operations,
      Entrance entrance,
      MessageEvents events,
      Settings settings) {
    this.record = record;
    this.operations = operations;
    this.entrance = entrance;
    this.events = events;
    this.settings = settings;
  }

  /**
   * What differs from one service to another.
   *
   * @param built when the program was built, as 2026-03-01T08:00:00Z
   * @param strictReferences whether a reference to what is not there is refused
   * @param cors whether web pages of other origins are let in
   */
  record Settings(
      String version, String built, Instant started, boolean strictReferences, boolean cors) {}

  /** {@code GET [base]/metadata}; HAPI keeps the answer for a minute. */
  @Override
  @Metadata
  public CapabilityStatement getServerConformance(HttpServletRequest http, RequestDetails request) {
    var statement = new CapabilityStatement();
    statement.setUrl(request.getFhirServerBase() + "/metadata");
    statement
        .setName("VertePath")
        .setTitle("VertePath: the care of vertebral compression fractures")
        .setVersion(settings.version())
        .setStatus(PublicationStatus.ACTIVE)
        .setDate(Date.from(settings.started()))
        .setKind(CapabilityStatementKind.INSTANCE)
        .setFhirVersion(FHIRVersion._4_0_1);
    statement.getSoftware().setName("VertePath").setVersion(settings.version());
    statement.getSoftware().setReleaseDateElement(new DateTimeType(settings.built()));
    statement
        .getImplementation()
        .setDescription("VertePath %s, built %s".formatted(settings.version(), settings.built()))
        .setUrl(request.getFhirServerBase());
    statement.addFormat("application/fhir+json").addFormat("application/fhir+xml");
    statement
        .addPatchFormat("application/json-patch+json")
        .addPatchFormat("application/fhir+json")
        .addPatchFormat("application/fhir+xml");
    describe(statement.addRest().setMode(RestfulCapabilityMode.SERVER).setDocumentation(BEHAVIOUR));
    MessagingStatement.describe(statement.addMessaging(), request.getFhirServerBase(), events);
    return statement;
  }

  @Override
  public void setRestfulServer(RestfulServer server) {
    // All that is told is known without it.
  }

  private void describe(CapabilityStatementRestComponent rest) {
    rest.setSecurity(new SecurityStatement(entrance).write().setCors(settings.cors()));
    var includes = new ServedIncludes(record);
    for (String type : new TreeSet<>(record.types())) {
      describe(rest.addResource(), type);
      if (!type.equals(AUDIT)) {
        includes.from(type).forEach(rest.getResource().getLast()::addSearchInclude);
        includes.to(type).forEach(rest.getResource().getLast()::addSearchRevInclude);
      }
    }
    OF_SYSTEM.forEach(interaction -> rest.addInteraction().setCode(interaction));
    OF_ALL_TYPES.forEach(
        (name, words) ->
            rest.addSearchParam()
                .setName(name)
                .setType(SearchParamType.SPECIAL)
                .setDocumentation(words));
    record.searchParameters(rest.getResourceFirstRep().getType()).stream()
        .filter(parameter -> COMMON.contains(parameter.name()))
        .forEach(parameter -> describe(rest.addSearchParam(), parameter));
    operations.ofSystem().forEach(operation -> describe(rest.addOperation(), operation));
  }

  private void describe(CapabilityStatementRestResourceComponent resource, String type) {
    resource.setType(type).setProfile("http://hl7.org/fhir/StructureDefinition/" + type);
    if (type.equals("Subscription")) {
      SubscriptionTopics.describe(resource);
    }
    if (type.equals(AUDIT)) {
      resource.setDocumentation("Who saw and did what; the service writes it, and nobody else.");
      OF_AUDIT.forEach(interaction -> resource.addInteraction().setCode(interaction));
    } else {
      describeStored(resource);
    }
    for (ServedParameter parameter : record.searchParameters(type)) {
      describe(resource.addSearchParam(), parameter);
    }
    operations.ofType(type).stream()
        .filter(operation -> !type.equals(AUDIT) || !operation.affectsState())
        .forEach(operation -> describe(resource.addOperation(), operation));
  }

  private void describeStored(CapabilityStatementRestResourceComponent resource) {
    resource
        .setVersioning(ResourceVersionPolicy.VERSIONEDUPDATE)
        .setReadHistory(true)
        .setUpdateCreate(true)
        .setConditionalCreate(true)
        .setConditionalRead(ConditionalReadStatus.FULLSUPPORT)
        .setConditionalUpdate(true)
        .setConditionalDelete(ConditionalDeleteStatus.SINGLE);
    resource
        .addReferencePolicy(ReferenceHandlingPolicy.LITERAL)
        .addReferencePolicy(ReferenceHandlingPolicy.LOGICAL);
    if (settings.strictReferences()) {
      resource.addReferencePolicy(ReferenceHandlingPolicy.ENFORCED);
    }
    OF_TYPE.forEach(interaction -> resource.addInteraction().setCode(interaction));
  }

  private static void describe(
      CapabilityStatementRestResourceSearchParamComponent served, ServedParameter parameter) {
    served
        .setName(parameter.name())
        .setType(SearchParamType.fromCode(parameter.type()))
        .setDefinition(parameter.definition())
        .setDocumentation(parameter.documentation());
  }

  private static void describe(
      CapabilityStatementRestResourceOperationComponent served, Signature operation) {
    served.setName(operation.name()).setDefinition(operation.definition());
  }
}
