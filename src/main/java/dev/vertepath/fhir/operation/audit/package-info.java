/** Operations that answer from the audit trail. */
@NullMarked
package dev.vertepath.fhir.operation.audit;

import org.jspecify.annotations.NullMarked;
