/** Operations on messages: taking one in, and what people do with the ledger of them. */
@NullMarked
package dev.vertepath.fhir.operation.exchange;

import org.jspecify.annotations.NullMarked;
