package dev.vertepath.access.login;

import java.io.IOException;
import java.net.URI;

/** What an issuer of tokens tells of itself (RFC 8414). */
interface Metadata {

  URI issuer();

  /**
   * @throws IOException when the issuer does not answer, or answers as another one
   */
  Claims get() throws IOException;
}
