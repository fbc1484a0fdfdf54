/** What the cases of the pathway come to: volumes, times, scores, complications. */
@NullMarked
package dev.vertepath.desk.registry;

import org.jspecify.annotations.NullMarked;
