package dev.vertepath.access.login;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.time.Duration;

/** How issuers are asked: not for long, and not for much. */
final class Http {

  static final Duration CONNECT = Duration.ofSeconds(2);
  static final Duration READ = Duration.ofSeconds(3);
  private static final int LARGEST = 512 * 1024;

  private Http() {}

  static DefaultResourceRetriever retriever() {
    return new DefaultResourceRetriever((int) CONNECT.toMillis(), (int) READ.toMillis(), LARGEST);
  }
}
