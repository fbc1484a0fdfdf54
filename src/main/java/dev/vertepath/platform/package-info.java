/** The ground: embedded PostgreSQL, configuration, start-up checks and health. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.vertepath.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
