/** Messages in: what becomes of one, whichever format it has, and the messages of FHIR. */
@NamedInterface("message")
@NullMarked
package dev.vertepath.exchange.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
