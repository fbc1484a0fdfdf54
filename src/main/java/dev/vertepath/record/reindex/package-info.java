/** Makes the index of what was stored before a search parameter came, in the background. */
@NullMarked
package dev.vertepath.record.reindex;

import org.jspecify.annotations.NullMarked;
