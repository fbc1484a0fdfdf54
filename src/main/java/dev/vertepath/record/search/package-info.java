@NullMarked
package dev.vertepath.record.search;

import org.jspecify.annotations.NullMarked;
