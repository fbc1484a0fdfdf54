/**
 * Joins record and pathway: reads facts out of resources, advances the cases, writes what follows.
 */
@ApplicationModule(allowedDependencies = {"pathway", "record", "access"})
@NullMarked
package dev.vertepath.care;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
