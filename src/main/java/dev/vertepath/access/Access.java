package dev.vertepath.access;

import dev.vertepath.access.Caller.Kind;
import dev.vertepath.access.Decision.Allowed;
import dev.vertepath.access.Decision.Bound;
import dev.vertepath.access.Decision.Refused;
import dev.vertepath.access.Scope.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The one place that decides who may do what. A role says what a caller may do at most, a scope
 * what this access is for: both must allow it.
 */
public final class Access {

  private static final Allowed ALL = new Allowed(List.of());

  /** Who may see counts over cases; who sees the cases themselves is another question. */
  private static final Set<Role> COUNTING =
      EnumSet.of(Role.COORDINATOR, Role.CLINICIAN, Role.REGISTRAR, Role.ADMINISTRATOR);

  /** What counts are made of. */
  private static final List<String> COUNTED =
      List.of("Condition", "Observation", "Patient", "Procedure", "Task");

  private final Roles roles = Roles.read();

  /**
   * Whether the caller may do this with resources of a type, and with which of them.
   *
   * @param type of R4; nobody may do anything with another
   */
  public Decision decide(Caller caller, Permission permission, String type) {
    if (caller.kind() == Kind.LOCAL) {
      return ALL;
    }
    if (!roles.allow(caller.roles(), permission, type)) {
      return new Refused(byRole(caller, permission, type), null);
    }
    List<Scope> granting = granting(caller, permission, type);
    if (granting.isEmpty()) {
      return byScope(caller, permission, type);
    }
    boolean own = isOwn(caller, permission, type);
    if (own && caller.patient() == null) {
      return new Refused(
          "A patient sees her own record, and the token does not name her in its claim patient.",
          null);
    }
    List<Bound> bounds = new ArrayList<>();
    for (Scope scope : granting) {
      boolean hers = own || scope.context() == Context.PATIENT;
      if (!hers && scope.query() == null) {
        return ALL;
      }
      bounds.add(new Bound(hers ? caller.patient() : null, scope.query()));
    }
    return new Allowed(bounds);
  }

  /** Whether the caller may do this as a patient only, whatever the scopes say. */
  private boolean isOwn(Caller caller, Permission permission, String type) {
    if (!caller.roles().contains(Role.PATIENT) || !roles.ofPatients().contains(type)) {
      return false;
    }
    Set<Role> others = new HashSet<>(caller.roles());
    others.remove(Role.PATIENT);
    return !roles.allow(others, permission, type);
  }

  /**
   * Whether the caller may do what only a clinician does, who answers for it by name.
   *
   * @param act for a sentence, as in "Ordering the operation"
   */
  public Decision decideClinicians(Caller caller, String act) {
    if (caller.kind() == Kind.LOCAL
        || (caller.isIdentifiedPerson() && caller.roles().contains(Role.CLINICIAN))) {
      return ALL;
    }
    return new Refused(
        "%s is a clinician's act: it demands a token of a person whom its claim fhirUser names and who has the role clinician; this one is of a %s%s."
            .formatted(
                act,
                caller.kind() == Kind.SYSTEM ? "system" : "person",
                caller.kind() == Kind.SYSTEM
                    ? ""
                    : caller.fhirUser() == null ? " whom it does not name so" : " in another role"),
        null);
  }

  /** Whether the caller may erase patients, which only a person does who administers. */
  public Decision decideErasure(Caller caller) {
    if (caller.kind() == Kind.LOCAL) {
      return ALL;
    }
    if (caller.kind() != Kind.PERSON || !caller.roles().contains(Role.ADMINISTRATOR)) {
      return new Refused("Patients are erased by a person in the role administrator only.", null);
    }
    boolean granted =
        caller.scopes().stream()
            .anyMatch(
                scope ->
                    scope.context() == Context.USER
                        && scope.query() == null
                        && scope.allows(Permission.DELETE, "Patient"));
    return granted ? ALL : byScope(caller, Permission.DELETE, "Patient");
  }

  /**
   * Whether the caller may see counts over cases, in which nobody is named: the role says that
   * somebody counts, the scopes what of.
   */
  public Decision decideCounts(Caller caller) {
    if (caller.kind() == Kind.LOCAL) {
      return ALL;
    }
    if (caller.kind() != Kind.PERSON || Collections.disjoint(caller.roles(), COUNTING)) {
      return new Refused(
          "Counts over cases are for persons in the role coordinator, clinician, registrar or"
              + " administrator.",
          null);
    }
    for (String type : COUNTED) {
      boolean granted =
          caller.scopes().stream()
              .anyMatch(
                  scope ->
                      scope.context() == Context.USER
                          && scope.query() == null
                          && scope.allows(Permission.SEARCH, type));
      if (!granted) {
        return byScope(caller, Permission.SEARCH, type);
      }
    }
    return ALL;
  }

  /** Whether the caller may search all that counts are made of, and see whom they count. */
  boolean seesWhatIsCounted(Caller caller) {
    return COUNTED.stream()
        .allMatch(type -> decide(caller, Permission.SEARCH, type) instanceof Allowed);
  }

  /** The types that may tell of a patient. */
  public Set<String> ofPatients() {
    return roles.ofPatients();
  }

  /** A user's scopes are no use to a system, nor a system's to a person. */
  private static List<Scope> granting(Caller caller, Permission permission, String type) {
    return caller.scopes().stream()
        .filter(scope -> (scope.context() == Context.SYSTEM) == (caller.kind() == Kind.SYSTEM))
        .filter(scope -> scope.context() != Context.PATIENT || caller.patient() != null)
        .filter(scope -> scope.allows(permission, type))
        .toList();
  }

  private static String byRole(Caller caller, Permission permission, String type) {
    if (caller.roles().isEmpty()) {
      return "The caller has no role here, and so may not %s %s: have a role put into the token."
          .formatted(permission.verb(), type);
    }
    return "The role %s may not %s %s."
        .formatted(
            caller.roles().stream().map(Role::code).sorted().collect(Collectors.joining(" or ")),
            permission.verb(),
            type);
  }

  private static Refused byScope(Caller caller, Permission permission, String type) {
    var wanted =
        new Scope(
            caller.kind() == Kind.SYSTEM ? Context.SYSTEM : Context.USER,
            type,
            Set.of(permission),
            null);
    return new Refused(
        "The token has no scope to %s %s: ask for one with %s."
            .formatted(permission.verb(), type, wanted),
        wanted.toString());
  }
}
