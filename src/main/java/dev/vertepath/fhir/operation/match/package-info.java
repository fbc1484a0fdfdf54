/**
 * {@code Patient/$match} (R4 patient-operation-match.html): which patients of the record may be the
 * one who is described.
 */
@NullMarked
package dev.vertepath.fhir.operation.match;

import org.jspecify.annotations.NullMarked;
