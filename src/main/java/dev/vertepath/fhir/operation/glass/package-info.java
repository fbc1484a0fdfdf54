/**
 * Operations by which a record is opened in spite of a Consent or a label, and that is reviewed.
 */
@NullMarked
package dev.vertepath.fhir.operation.glass;

import org.jspecify.annotations.NullMarked;
