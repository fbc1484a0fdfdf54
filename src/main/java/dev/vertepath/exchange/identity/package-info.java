/**
 * Who is who: records of one patient that were two, and patients who do not look like themselves.
 */
@NullMarked
package dev.vertepath.exchange.identity;

import org.jspecify.annotations.NullMarked;
