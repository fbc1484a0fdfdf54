/**
 * Subscriptions (Subscriptions R5 Backport 1.1 on R4, and R4's own by criteria): who is told of
 * what, and how.
 */
@NamedInterface("subscription")
@NullMarked
package dev.vertepath.exchange.subscription;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
