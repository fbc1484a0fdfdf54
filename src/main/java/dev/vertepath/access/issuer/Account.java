package dev.vertepath.access.issuer;

import dev.vertepath.access.Caller;
import dev.vertepath.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A person who logs in here.
 *
 * @param name what she logs in with, in lower case
 * @param password its hash
 * @param patient logical id of the Patient that she is, if she logs in as one
 */
record Account(
    String subject,
    String name,
    String displayName,
    String password,
    List<String> roles,
    @Nullable String fhirUser,
    @Nullable String organization,
    @Nullable String patient,
    @Nullable Instant lockedUntil,
    boolean disabled) {

  /**
   * Who it is to the audit trail.
   *
   * @param client that she logs in through; null for the page alone
   */
  Caller caller(@Nullable String client) {
    return new Caller(
        Caller.Kind.PERSON,
        subject,
        displayName,
        fhirUser,
        client,
        roles.stream().flatMap(code -> Role.of(code).stream()).collect(Collectors.toSet()),
        organization,
        List.of(),
        patient,
        null);
  }
}
