@NullMarked
package dev.vertepath.fhir.operation.validate;

import org.jspecify.annotations.NullMarked;
