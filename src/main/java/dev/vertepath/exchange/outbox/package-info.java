/**
 * What is on its way to others: stored with the change that it tells of, delivered by whichever
 * replica, at least once and in order, until it arrives or a person decides.
 */
@NamedInterface("outbox")
@NullMarked
package dev.vertepath.exchange.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
