package dev.vertepath.access.issuer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account to be made.
 *
 * @param name what the person logs in with
 * @param fhirUser as {@code Practitioner/1}
 * @param patient logical id of the Patient that the person is
 */
public record NewAccount(
    String name,
    String displayName,
    List<String> roles,
    @Nullable String fhirUser,
    @Nullable String organization,
    @Nullable String patient) {}
