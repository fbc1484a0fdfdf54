package dev.vertepath.access;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How to come in, for those who ask. */
public final class Entrance {

  private final String description;
  private final Supplier<Optional<Endpoints>> endpoints;

  /**
   * @param description for people
   * @param endpoints where tokens are had; may ask the issuer
   */
  public Entrance(String description, Supplier<Optional<Endpoints>> endpoints) {
    this.description = description;
    this.endpoints = endpoints;
  }

  /** For people. */
  public String description() {
    return description;
  }

  /** Where tokens are had; empty when none are taken, or the issuer does not answer. */
  public Optional<Endpoints> endpoints() {
    return endpoints.get();
  }

  /** URLs of the issuer (SMART App Launch 2.2, "oauth-uris"). */
  public record Endpoints(
      @Nullable String authorize,
      String token,
      @Nullable String register,
      @Nullable String introspect,
      @Nullable String revoke) {}
}
