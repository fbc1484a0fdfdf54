/** Erases patients: what is theirs goes, and what only names them is kept without them. */
@NullMarked
package dev.vertepath.record.erase;

import org.jspecify.annotations.NullMarked;
