package dev.vertepath.access;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as far as it is proven.
 *
 * @param subject who, for the one that proved it: never reused for another
 * @param name for people
 * @param fhirUser who in FHIR, as in {@code Practitioner/1} or its URL; only for persons that the
 *     proof identifies
 * @param client the program that the call comes by, if it is known
 * @param roles what the caller is here; scopes narrow it
 * @param organization that the caller belongs to
 * @param scopes what this one access is for
 * @param patient the logical id of the patient that the access was opened for (SMART launch
 *     context)
 * @param purpose of use, as in {@code TREAT}
 */
public record Caller(
    Kind kind,
    String subject,
    String name,
    @Nullable String fhirUser,
    @Nullable String client,
    Set<Role> roles,
    @Nullable String organization,
    List<Scope> scopes,
    @Nullable String patient,
    @Nullable String purpose) {

  /** What calls. */
  public enum Kind {
    PERSON,
    SYSTEM,
    /** Whoever reaches the port where nobody logs in. */
    LOCAL
  }

  /** Of the local mode: nobody is told from anybody else. */
  public static final Caller LOCAL =
      new Caller(Kind.LOCAL, "local", "local", null, null, Set.of(), null, List.of(), null, null);

  public Caller {
    roles = Set.copyOf(roles);
    scopes = List.copyOf(scopes);
  }

  /** Whether the proof names a human being, who answers for what is done. */
  public boolean isIdentifiedPerson() {
    return kind == Kind.PERSON && fhirUser != null;
  }
}
