/**
 * Bodies as they are sent: read from JSON or XML and held against the structure that R4 defines, so
 * that whatever enters the record is a resource.
 */
@NullMarked
package dev.vertepath.fhir.body;

import org.jspecify.annotations.NullMarked;
