@NullMarked
package dev.vertepath.fhir;

import org.jspecify.annotations.NullMarked;
