/** The REST boundary: HAPI's RestfulServer, providers, interceptors and OperationOutcomes. */
@ApplicationModule(
    allowedDependencies = {
      "record",
      "care",
      "access",
      "access :: audit",
      "exchange :: ledger",
      "exchange :: message",
      "exchange :: outbox",
      "exchange :: subscription",
      "exchange :: event"
    })
@NullMarked
package dev.vertepath.fhir;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
