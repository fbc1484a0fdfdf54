/** Who needs whom now, and why: cases and follow-ups as rows. */
@NullMarked
package dev.vertepath.desk.worklist;

import org.jspecify.annotations.NullMarked;
