/**
 * The demonstration: fills an empty database with invented patients, as hospitals and people would
 * have sent them over the last months. It is asked for by {@code --demo} and is not there
 * otherwise.
 */
@ApplicationModule(
    allowedDependencies = {
      "record",
      "care",
      "access",
      "access :: audit",
      "exchange :: message",
      "exchange :: outbox"
    })
@NullMarked
package dev.vertepath.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
