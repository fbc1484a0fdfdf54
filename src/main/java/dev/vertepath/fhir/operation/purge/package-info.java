/** The operation by which a patient is erased. */
@NullMarked
package dev.vertepath.fhir.operation.purge;

import org.jspecify.annotations.NullMarked;
