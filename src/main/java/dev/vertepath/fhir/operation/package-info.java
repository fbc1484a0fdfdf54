/**
 * Operations (R4 operations.html): what a name with a dollar sign does, of which resources, and how
 * it is called. HTTP is left to the room around it.
 */
@NullMarked
package dev.vertepath.fhir.operation;

import org.jspecify.annotations.NullMarked;
