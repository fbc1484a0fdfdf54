/** {@code $validate} (R4 resource-operation-validate.html), by HAPI's instance validator. */
@NullMarked
package dev.vertepath.fhir.operation.validate;

import org.jspecify.annotations.NullMarked;
