/** Operations on the labels of a resource (R4 resource-operations.html, "meta"). */
@NullMarked
package dev.vertepath.fhir.operation.meta;

import org.jspecify.annotations.NullMarked;
