package dev.vertepath.access.login;

import dev.vertepath.access.Caller;
import dev.vertepath.access.Caller.Kind;
import dev.vertepath.access.Role;
import dev.vertepath.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.springframework.core.env.Environment;

/**
 * Systems that prove who they are by the certificate of their connection (mutual TLS), which the
 * server has verified when it was made.
 */
final class Certificates {

  /** Where the container puts them, the client's own first. */
  private static final String ATTRIBUTE = "jakarta.servlet.request.X509Certificate";

  private static final int CELLS = 4;

  private final Map<X500Principal, Caller> senders;

  private Certificates(Map<X500Principal, Caller> senders) {
    this.senders = Map.copyOf(senders);
  }

  /**
   * Reads the file that {@code vertepath.senders} names.
   *
   * @throws IllegalArgumentException that names the line, when one cannot be read
   */
  static Certificates of(Environment environment) {
    String file = environment.getProperty("vertepath.senders", "").strip();
    if (file.isEmpty()) {
      return new Certificates(Map.of());
    }
    try {
      return of(Files.readAllLines(Path.of(file)));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "VERTEPATH_SENDERS is '" + file + "', which cannot be read.", e);
    }
  }

  /**
   * @param lines each with a certificate's subject, a name, an organization or a dash, and scopes
   *     with spaces between, separated by tabs
   */
  static Certificates of(List<String> lines) {
    Map<X500Principal, Caller> senders = new HashMap<>();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] cells = line.split("\t+");
        try {
          senders.put(new X500Principal(cells[0].strip()), sender(cells));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "VERTEPATH_SENDERS has the line '%s': it must be a subject as CN=his,O=Hospital, a name, an organization or -, and system/ scopes, with tabs between."
                  .formatted(line),
              e);
        }
      }
    }
    return new Certificates(senders);
  }

  private static Caller sender(String... cells) {
    if (cells.length != CELLS) {
      throw new IllegalArgumentException("cells");
    }
    List<Scope> scopes =
        Arrays.stream(cells[3].strip().split(" +")).flatMap(w -> Scope.parse(w).stream()).toList();
    if (scopes.stream().anyMatch(scope -> scope.query() != null)) {
      throw new IllegalArgumentException("scopes with a query are for tokens");
    }
    String name = cells[1].strip();
    return new Caller(
        Kind.SYSTEM,
        name,
        name,
        null,
        name,
        Set.of(Role.INTEGRATION_SYSTEM),
        cells[2].strip().equals("-") ? null : cells[2].strip(),
        scopes,
        null,
        null);
  }

  /** Whether any is known. */
  boolean areKnown() {
    return !senders.isEmpty();
  }

  Optional<Caller> caller(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof X509Certificate[] chain && chain.length > 0
        ? caller(chain[0])
        : Optional.empty();
  }

  /**
   * @param certificate verified when the connection was made
   */
  Optional<Caller> caller(X509Certificate certificate) {
    return Optional.ofNullable(senders.get(certificate.getSubjectX500Principal()));
  }
}
