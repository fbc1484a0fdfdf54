/** How a request becomes a caller: by a token, or by being on this machine. */
@NamedInterface("login")
@NullMarked
package dev.vertepath.access.login;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
