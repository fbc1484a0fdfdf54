@NullMarked
package dev.vertepath.demo;

import org.jspecify.annotations.NullMarked;
