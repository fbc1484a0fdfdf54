package dev.vertepath.exchange.hl7v2;

import dev.vertepath.access.Caller;
import dev.vertepath.access.Senders;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** Who is at the other end: known by a certificate, or anybody where nobody logs in. */
final class MllpSenders {

  private final Senders senders;

  MllpSenders(Senders senders) {
    this.senders = senders;
  }

  /** Empty for one whom nobody knows. */
  Optional<Caller> caller(Socket socket) throws IOException {
    if (socket instanceof SSLSocket secured) {
      secured.startHandshake();
      try {
        if (secured.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate) {
          Optional<Caller> known = senders.by(certificate);
          if (known.isPresent()) {
            return known;
          }
        }
      } catch (SSLPeerUnverifiedException e) {
        // It has shown none.
      }
    }
    return senders.anybody();
  }
}
