@NullMarked
package dev.vertepath.desk.patient;

import org.jspecify.annotations.NullMarked;
