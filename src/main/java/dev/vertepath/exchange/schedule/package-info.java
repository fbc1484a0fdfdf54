/** What follows from time alone: told and done once, by whichever replica, also after downtime. */
@NullMarked
package dev.vertepath.exchange.schedule;

import org.jspecify.annotations.NullMarked;
