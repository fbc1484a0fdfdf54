package dev.vertepath.access.issuer;

import dev.vertepath.access.Caller;
import dev.vertepath.access.Role;
import dev.vertepath.access.audit.Logins;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** What tokens say of who has them: roles, organization, and of a person who she is. */
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

  private final Accounts accounts;
  private final SigningKeys keys;
  private final String audience;

  TokenClaims(Accounts accounts, SigningKeys keys, String audience) {
    this.accounts = accounts;
    this.keys = keys;
    this.audience = audience;
  }

  @Override
  public void customize(JwtEncodingContext context) {
    context.getJwsHeader().algorithm(SignatureAlgorithm.ES256).keyId(keys.signingKid());
    boolean access = context.getTokenType().equals(OAuth2TokenType.ACCESS_TOKEN);
    if (access) {
      // A list that the stored authorization can be read back with.
      context.getClaims().audience(new ArrayList<>(List.of(audience)));
      context.getClaims().claim("client_id", context.getRegisteredClient().getClientId());
    }
    if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
      ofSystem(context, context.getRegisteredClient());
    } else {
      Account account = account(Objects.requireNonNull(context.getPrincipal()));
      ofPerson(context, account, access);
      String patient = LaunchContext.of(account, context.getAuthorization());
      if (access) {
        Logins.letIn(account.caller(context.getRegisteredClient().getClientId()));
      }
      if (access && patient != null) {
        context.getClaims().claim(LaunchContext.PATIENT, patient);
      }
    }
  }

  /** As she is now: roles may have changed since she logged in. */
  private Account account(Authentication principal) {
    return accounts
        .ofSubject(principal.getName())
        .filter(account -> !account.disabled())
        .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.ACCESS_DENIED));
  }

  private static void ofSystem(JwtEncodingContext context, RegisteredClient client) {
    ClientSettings settings = client.getClientSettings();
    List<String> roles = settings.getSetting(Clients.ROLES);
    context.getClaims().claim("roles", new ArrayList<>(roles == null ? List.of() : roles));
    Logins.letIn(caller(client, roles == null ? List.of() : roles));
    String organization = settings.getSetting(Clients.ORGANIZATION);
    if (organization != null) {
      context.getClaims().claim("organization", organization);
    }
  }

  private static Caller caller(RegisteredClient client, List<String> roles) {
    return new Caller(
        Caller.Kind.SYSTEM,
        client.getClientId(),
        client.getClientName(),
        null,
        client.getClientId(),
        roles.stream().flatMap(code -> Role.of(code).stream()).collect(Collectors.toSet()),
        client.getClientSettings().getSetting(Clients.ORGANIZATION),
        List.of(),
        null,
        null);
  }

  private static void ofPerson(JwtEncodingContext context, Account account, boolean access) {
    context.getClaims().claim("name", account.displayName());
    if (account.fhirUser() != null) {
      context.getClaims().claim("fhirUser", account.fhirUser());
    }
    if (access) {
      context.getClaims().claim("roles", new ArrayList<>(account.roles()));
      if (account.organization() != null) {
        context.getClaims().claim("organization", account.organization());
      }
    }
  }
}
