package dev.vertepath.access.login;

import dev.vertepath.access.Caller;
import dev.vertepath.access.Caller.Kind;
import dev.vertepath.access.Role;
import dev.vertepath.access.Scope;
import dev.vertepath.access.Scope.Context;
import dev.vertepath.record.RecordException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads who calls out of the claims of a token. */
final class CallerReader {

  private final Consumer<Scope> served;
  private final String rolesClaim;
  private final String organizationClaim;

  /**
   * @param served throws an IllegalArgumentException for a scope that cannot be kept to
   */
  CallerReader(LoginSettings settings, Consumer<Scope> served) {
    this.served = served;
    this.rolesClaim = settings.rolesClaim();
    this.organizationClaim = settings.organizationClaim();
  }

  /**
   * @throws TokenException when the token names nobody, or has a scope that cannot be read
   */
  Caller read(Claims claims) {
    String client = claims.first("azp", "client_id", "appid", "cid");
    String subject = claims.text("sub") == null ? client : claims.text("sub");
    if (subject == null) {
      throw TokenException.invalid("it names nobody: it has no claim sub");
    }
    List<Scope> scopes = scopes(claims);
    Kind kind = isOfSystem(claims, subject, client, scopes) ? Kind.SYSTEM : Kind.PERSON;
    String name = claims.first("name", "preferred_username");
    return new Caller(
        kind,
        subject,
        name == null ? subject : name,
        kind == Kind.PERSON ? claims.text("fhirUser") : null,
        client,
        roles(claims, kind),
        claims.text(organizationClaim),
        scopes,
        claims.text("patient"),
        claims.first("purpose_of_use", "extensions.ihe_iua.purpose_of_use"));
  }

  /** In doubt it is a system: what a person alone may do, it then may not. */
  private static boolean isOfSystem(
      Claims claims, String subject, @Nullable String client, List<Scope> scopes) {
    return subject.equals(client)
        || scopes.stream().anyMatch(scope -> scope.context() == Context.SYSTEM)
        // Auth0 and Entra ID say so; the subjects of theirs are not their client ids.
        || "client-credentials".equals(claims.text("gty"))
        || "app".equals(claims.text("idtyp"));
  }

  private List<Scope> scopes(Claims claims) {
    List<Scope> scopes = new ArrayList<>();
    for (String word : claims.has("scope") ? claims.words("scope") : claims.words("scp")) {
      try {
        Scope.parse(word).ifPresent(scopes::add);
      } catch (IllegalArgumentException e) {
        throw TokenException.invalid("of its scopes, " + e.getMessage());
      }
    }
    for (Scope scope : scopes) {
      try {
        served.accept(scope);
      } catch (IllegalArgumentException e) {
        throw TokenException.invalid("of its scopes, " + e.getMessage());
      } catch (RecordException notYet) {
        throw TokenException.unknown("the index of a search parameter is not complete", notYet);
      }
    }
    return scopes;
  }

  private Set<Role> roles(Claims claims, Kind kind) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    claims.words(rolesClaim).forEach(code -> Role.of(code).ifPresent(roles::add));
    if (kind == Kind.SYSTEM && !claims.has(rolesClaim)) {
      // SMART's backend services have no roles: which system it is, its registration has decided.
      roles.add(Role.INTEGRATION_SYSTEM);
    }
    return roles;
  }
}
