/** What happened that others want to be told of, noted in the transaction in which it happens. */
@NamedInterface("event")
@NullMarked
package dev.vertepath.exchange.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
