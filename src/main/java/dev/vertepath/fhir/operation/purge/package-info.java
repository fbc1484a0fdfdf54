/** The operations by which a patient is erased, and which tell who was. */
@NullMarked
package dev.vertepath.fhir.operation.purge;

import org.jspecify.annotations.NullMarked;
