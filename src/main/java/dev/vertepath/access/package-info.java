/** Who calls, and what they may do: the one place that decides. */
@ApplicationModule(allowedDependencies = {"record", "platform"})
@NullMarked
package dev.vertepath.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
