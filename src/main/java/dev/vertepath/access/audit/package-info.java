/**
 * Who saw and did what: written with the change or before the answer, chained, and read as FHIR.
 */
@NamedInterface("audit")
@NullMarked
package dev.vertepath.access.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
