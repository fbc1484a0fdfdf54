@NullMarked
package dev.vertepath.record.index;

import org.jspecify.annotations.NullMarked;
