/** Messages in and notifications out: nothing is lost, and a repeat can be told. */
@ApplicationModule(
    allowedDependencies = {"record", "care", "access", "access :: audit", "platform"})
@NullMarked
package dev.vertepath.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
