/**
 * The FHIR record in PostgreSQL: versions, references, search index, search, transactions and
 * history.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.vertepath.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
