/** Messages of HL7 v2: read, mapped to FHIR by tables, and acknowledged, over MLLP and HTTP. */
@NullMarked
package dev.vertepath.exchange.hl7v2;

import org.jspecify.annotations.NullMarked;
