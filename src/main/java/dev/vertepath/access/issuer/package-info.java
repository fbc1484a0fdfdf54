/** The built-in authorization server, for those who have no identity provider. Off by default. */
@NamedInterface("issuer")
@NullMarked
package dev.vertepath.access.issuer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
