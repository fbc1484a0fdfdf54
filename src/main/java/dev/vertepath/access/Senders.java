package dev.vertepath.access;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;

/** Who sends by another protocol than HTTP. */
public final class Senders {

  private final Function<X509Certificate, Optional<Caller>> known;
  private final Optional<Caller> anybody;

  /**
   * @param known finds a sender by the certificate of a connection, which was verified
   * @param anybody whoever comes without, where nobody logs in
   */
  public Senders(Function<X509Certificate, Optional<Caller>> known, Optional<Caller> anybody) {
    this.known = known;
    this.anybody = anybody;
  }

  public Optional<Caller> by(X509Certificate certificate) {
    return known.apply(certificate);
  }

  /** Empty where everybody has to prove who it is. */
  public Optional<Caller> anybody() {
    return anybody;
  }
}
