@NullMarked
package dev.vertepath.record.store;

import org.jspecify.annotations.NullMarked;
