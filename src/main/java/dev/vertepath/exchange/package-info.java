/** Messages in and notifications out, each with a ledger of what became of it. */
@ApplicationModule(allowedDependencies = {"record", "care", "access", "access :: audit"})
@NullMarked
package dev.vertepath.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
