@NullMarked
package dev.vertepath.desk.registry;

import org.jspecify.annotations.NullMarked;
