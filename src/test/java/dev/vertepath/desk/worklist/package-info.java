@NullMarked
package dev.vertepath.desk.worklist;

import org.jspecify.annotations.NullMarked;
