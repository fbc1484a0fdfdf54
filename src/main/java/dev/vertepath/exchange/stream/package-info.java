/** The events of all topics as server-sent events, for pages that show what happens. */
@NullMarked
package dev.vertepath.exchange.stream;

import org.jspecify.annotations.NullMarked;
