package dev.vertepath.access.issuer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program to be let ask for tokens: in its own name by its keys, or in a person's, who is sent
 * back to one of its redirects.
 *
 * @param launchUrl where an app is opened from a patient's page (SMART App Launch 2.2); null where
 *     it is not
 */
public record NewClient(
    String id,
    String name,
    List<String> scopes,
    List<String> roles,
    @Nullable String organization,
    @Nullable String jwksUrl,
    @Nullable String jwks,
    List<String> redirectUris,
    @Nullable String launchUrl) {

  /** One that is not opened from a patient's page. */
  public NewClient(
      String id,
      String name,
      List<String> scopes,
      List<String> roles,
      @Nullable String organization,
      @Nullable String jwksUrl,
      @Nullable String jwks,
      List<String> redirectUris) {
    this(id, name, scopes, roles, organization, jwksUrl, jwks, redirectUris, null);
  }
}
