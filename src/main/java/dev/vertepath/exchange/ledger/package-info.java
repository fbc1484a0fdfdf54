/**
 * Every message that came: raw, with what became of it and what it touched, written in the
 * transaction of its effects.
 */
@NamedInterface("ledger")
@NullMarked
package dev.vertepath.exchange.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
