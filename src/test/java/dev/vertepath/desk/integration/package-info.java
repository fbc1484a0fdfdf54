@NullMarked
package dev.vertepath.desk.integration;

import org.jspecify.annotations.NullMarked;
