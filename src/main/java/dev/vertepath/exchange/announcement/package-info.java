/** The events of all topics as FHIR messages, to the one endpoint that the operator names. */
@NullMarked
package dev.vertepath.exchange.announcement;

import org.jspecify.annotations.NullMarked;
