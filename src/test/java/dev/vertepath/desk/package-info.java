@NullMarked
package dev.vertepath.desk;

import org.jspecify.annotations.NullMarked;
