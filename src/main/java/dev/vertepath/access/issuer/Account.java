package dev.vertepath.access.issuer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person who logs in here.
 *
 * @param name what she logs in with, in lower case
 * @param password its hash
 */
record Account(
    String subject,
    String name,
    String displayName,
    String password,
    List<String> roles,
    @Nullable String fhirUser,
    @Nullable String organization,
    @Nullable Instant lockedUntil,
    boolean disabled) {}
