/** Patches of resources: JSON Patch and FHIRPath Patch (R4 http.html, "patch"; fhirpatch.html). */
@NullMarked
package dev.vertepath.fhir.patch;

import org.jspecify.annotations.NullMarked;
