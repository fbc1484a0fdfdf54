/**
 * The domain, pure Java: facts, criteria, verdicts, states, transitions, protocol and schedule.
 *
 * <p>Nothing of FHIR, Spring or SQL enters here; {@code care} translates.
 */
@NullMarked
package dev.vertepath.pathway;

import org.jspecify.annotations.NullMarked;
