package dev.vertepath.access.issuer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program to be let ask for tokens: in its own name by its keys, or in a person's, who is sent
 * back to one of its redirects.
 */
public record NewClient(
    String id,
    String name,
    List<String> scopes,
    List<String> roles,
    @Nullable String organization,
    @Nullable String jwksUrl,
    @Nullable String jwks,
    List<String> redirectUris) {}
