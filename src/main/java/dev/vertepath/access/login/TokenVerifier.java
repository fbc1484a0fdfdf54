package dev.vertepath.access.login;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds out whether a token is good. */
@FunctionalInterface
interface TokenVerifier {

  /**
   * @throws TokenException when it is not, or when that cannot be found out
   */
  Verified verify(String token);

  /**
   * A good token.
   *
   * @param expires null when nobody says
   */
  record Verified(Claims claims, @Nullable Instant expires) {}
}
