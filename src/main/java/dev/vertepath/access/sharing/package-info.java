/** Follows from what is stored whom a patient is shared with, who is denied, what is labelled. */
@NamedInterface("sharing")
@NullMarked
package dev.vertepath.access.sharing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
