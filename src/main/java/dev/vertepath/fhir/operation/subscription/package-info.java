/** Operations on subscriptions, and on what could not be delivered. */
@NullMarked
package dev.vertepath.fhir.operation.subscription;

import org.jspecify.annotations.NullMarked;
