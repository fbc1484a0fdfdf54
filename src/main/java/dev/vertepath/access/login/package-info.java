/** How a request becomes a caller: by a token, or by being on this machine. */
@NullMarked
package dev.vertepath.access.login;

import org.jspecify.annotations.NullMarked;
