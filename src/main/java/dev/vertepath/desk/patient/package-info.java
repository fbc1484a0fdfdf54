/** One patient from fracture to recovery, and what is done for her. */
@NullMarked
package dev.vertepath.desk.patient;

import org.jspecify.annotations.NullMarked;
