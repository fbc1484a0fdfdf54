@NullMarked
package dev.vertepath.desk.frame;

import org.jspecify.annotations.NullMarked;
