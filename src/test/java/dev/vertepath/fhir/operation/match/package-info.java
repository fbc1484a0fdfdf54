@NullMarked
package dev.vertepath.fhir.operation.match;

import org.jspecify.annotations.NullMarked;
