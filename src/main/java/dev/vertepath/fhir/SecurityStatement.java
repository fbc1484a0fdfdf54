package dev.vertepath.fhir;

import dev.vertepath.access.Entrance;
import dev.vertepath.access.Entrance.Endpoints;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestSecurityComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;

/** Tells how to come in (R4 capabilitystatement.html, SMART App Launch 2.2, "oauth-uris"). */
final class SecurityStatement {

  private static final String SERVICES =
      "http://terminology.hl7.org/CodeSystem/restful-security-service";
  private static final String OAUTH_URIS =
      "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";

  private final Entrance entrance;

  SecurityStatement(Entrance entrance) {
    this.entrance = entrance;
  }

  CapabilityStatementRestSecurityComponent write() {
    var security = new CapabilityStatementRestSecurityComponent();
    security.setDescription(entrance.description());
    entrance.endpoints().ifPresent(endpoints -> describe(security, endpoints));
    return security;
  }

  private static void describe(
      CapabilityStatementRestSecurityComponent security, Endpoints endpoints) {
    security
        .addService()
        .addCoding()
        .setSystem(SERVICES)
        .setCode("SMART-on-FHIR")
        .setDisplay("SMART-on-FHIR");
    Extension uris = security.addExtension().setUrl(OAUTH_URIS);
    add(uris, "authorize", endpoints.authorize());
    add(uris, "token", endpoints.token());
    add(uris, "register", endpoints.register());
    add(uris, "introspect", endpoints.introspect());
    add(uris, "revoke", endpoints.revoke());
  }

  private static void add(Extension uris, String name, @Nullable String url) {
    if (url != null) {
      uris.addExtension(name, new UriType(url));
    }
  }
}
