package dev.vertepath.access.issuer;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.vertepath.access.Scope;
import dev.vertepath.access.login.PageLogin;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The programs that may ask for tokens. */
public final class Clients implements RegisteredClientRepository {

  static final String ROLES = "client.roles";
  static final String ORGANIZATION = "client.organization";
  static final String JWKS = "client.jwks";
  static final String JWKS_URL = "client.jwks-url";

  /** SMART Backend Services: five minutes at most. */
  private static final Duration SYSTEMS_TOKEN = Duration.ofMinutes(5);

  private static final Duration PERSONS_TOKEN = Duration.ofMinutes(15);

  /** From when it was exchanged last. */
  private static final Duration REFRESH_TOKEN = Duration.ofDays(30);

  private static final Set<String> OTHER_SCOPES =
      Set.of(
          "openid",
          "profile",
          "fhirUser",
          LaunchContext.SCOPE,
          LaunchContext.LAUNCH,
          RefreshTokens.SCOPE);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final ClientKeySettings keys;
  private final @Nullable String desk;

  /**
   * @param keys where clients may have theirs
   * @param desk where the desk of this service takes codes; null where it cannot log in here
   */
  Clients(JdbcClient jdbc, Clock clock, ClientKeySettings keys, @Nullable String desk) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.keys = keys;
    this.desk = desk;
  }

  /**
   * @throws IllegalArgumentException for an id that is taken, or what cannot be a client
   */
  public void create(NewClient wanted) {
    requireGood(wanted);
    try {
      jdbc.sql(
              """
              insert into client (id, name, scopes, roles, organization, jwks_url, jwks,
                redirect_uris, launch_url, created)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """)
          .param(wanted.id())
          .param(wanted.name())
          .param(wanted.scopes().toArray(String[]::new))
          .param(wanted.roles().toArray(String[]::new))
          .param(wanted.organization())
          .param(wanted.jwksUrl())
          .param(wanted.jwks())
          .param(wanted.redirectUris().toArray(String[]::new))
          .param(wanted.launchUrl())
          .param(Timestamp.from(clock.instant()))
          .update();
    } catch (DuplicateKeyException e) {
      throw new IllegalArgumentException(
          "There is a client '%s' already: choose another id.".formatted(wanted.id()), e);
    }
  }

  private void requireGood(NewClient wanted) {
    boolean system = wanted.jwks() != null || wanted.jwksUrl() != null;
    if (system == !wanted.redirectUris().isEmpty()) {
      throw new IllegalArgumentException(
          "A client has either keys (--jwks-url or --jwks-file), or redirects (--redirect-uri).");
    }
    for (String scope : wanted.scopes()) {
      boolean ofFhir = Scope.parse(scope).isPresent();
      if (!ofFhir && !OTHER_SCOPES.contains(scope)) {
        throw new IllegalArgumentException(
            "'%s' is no scope that is given here: write scopes of FHIR, or %s."
                .formatted(scope, String.join(", ", OTHER_SCOPES.stream().sorted().toList())));
      }
    }
    if (wanted.jwks() != null && wanted.jwksUrl() != null) {
      throw new IllegalArgumentException(
          "A client has its keys at a URL (--jwks-url) or in a file (--jwks-file), not both.");
    }
    if (wanted.jwks() != null) {
      requirePublic(wanted.jwks());
    }
    if (wanted.jwksUrl() != null) {
      requireUrl(wanted.jwksUrl());
    }
    wanted.redirectUris().forEach(Clients::requireRedirect);
    if (wanted.launchUrl() != null) {
      LaunchUrl.of(wanted.launchUrl());
      if (system || !wanted.scopes().contains(LaunchContext.LAUNCH)) {
        throw new IllegalArgumentException(
            "A client with --launch-url is an app (--redirect-uri) that may ask for the scope launch.");
      }
    }
  }

  private void requireUrl(String url) {
    String problem = keys.problem(url);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException("--jwks-url is '%s': it %s.".formatted(url, problem));
    }
  }

  private static void requirePublic(String jwks) {
    try {
      List<JWK> keys = JWKSet.parse(jwks).getKeys();
      if (keys.isEmpty() || keys.stream().anyMatch(JWK::isPrivate)) {
        throw new IllegalArgumentException(
            "The key set must hold public keys only, and one at least: keep private ones to"
                + " yourself.");
      }
    } catch (ParseException e) {
      throw new IllegalArgumentException("The key set is no JWK Set (RFC 7517).", e);
    }
  }

  private static void requireRedirect(String redirect) {
    URI uri = URI.create(redirect);
    if (!uri.isAbsolute() || uri.getFragment() != null || redirect.contains("*")) {
      throw new IllegalArgumentException(
          "'%s' is no redirect: it is a whole URL, without a fragment.".formatted(redirect));
    }
  }

  @Override
  public void save(RegisteredClient client) {
    throw new UnsupportedOperationException("Clients are made by the command create-client");
  }

  @Override
  public @Nullable RegisteredClient findById(String id) {
    return findByClientId(id);
  }

  @Override
  public @Nullable RegisteredClient findByClientId(String id) {
    return jdbc.sql("select * from client where id = ? and not disabled")
        .param(id)
        .query(Clients::client)
        .optional()
        .orElseGet(() -> id.equals(PageLogin.CLIENT) && desk != null ? ofTheDesk(desk) : null);
  }

  /** Registered by itself: it is a part of the same program. */
  private static RegisteredClient ofTheDesk(String redirect) {
    return RegisteredClient.withId(PageLogin.CLIENT)
        .clientId(PageLogin.CLIENT)
        .clientName("VertePath")
        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri(redirect)
        .scopes(all -> all.addAll(List.of("openid", "profile", "fhirUser", "user/*.cruds")))
        .clientSettings(
            ClientSettings.builder()
                .requireProofKey(true)
                .requireAuthorizationConsent(false)
                .setting(ROLES, List.of())
                .build())
        .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(PERSONS_TOKEN).build())
        .build();
  }

  private static RegisteredClient client(ResultSet row, int number) throws SQLException {
    List<String> redirects = Accounts.texts(row.getArray("redirect_uris"));
    boolean system = redirects.isEmpty();
    var settings =
        ClientSettings.builder()
            .requireProofKey(!system)
            .requireAuthorizationConsent(!system)
            .setting(ROLES, Accounts.texts(row.getArray("roles")));
    put(settings, ORGANIZATION, row.getString("organization"));
    put(settings, JWKS, row.getString("jwks"));
    put(settings, JWKS_URL, row.getString("jwks_url"));
    List<String> scopes = Accounts.texts(row.getArray("scopes"));
    return RegisteredClient.withId(row.getString("id"))
        .clientId(row.getString("id"))
        .clientName(row.getString("name"))
        .clientAuthenticationMethod(
            system ? ClientAuthenticationMethod.PRIVATE_KEY_JWT : ClientAuthenticationMethod.NONE)
        .authorizationGrantTypes(grants -> grants.addAll(grants(system, scopes)))
        .redirectUris(all -> all.addAll(redirects))
        .scopes(all -> all.addAll(scopes))
        .clientSettings(settings.build())
        .tokenSettings(
            TokenSettings.builder()
                .accessTokenTimeToLive(system ? SYSTEMS_TOKEN : PERSONS_TOKEN)
                .refreshTokenTimeToLive(REFRESH_TOKEN)
                .reuseRefreshTokens(false)
                .build())
        .build();
  }

  private static List<AuthorizationGrantType> grants(boolean system, List<String> scopes) {
    if (system) {
      return List.of(AuthorizationGrantType.CLIENT_CREDENTIALS);
    }
    return scopes.contains(RefreshTokens.SCOPE)
        ? List.of(AuthorizationGrantType.AUTHORIZATION_CODE, AuthorizationGrantType.REFRESH_TOKEN)
        : List.of(AuthorizationGrantType.AUTHORIZATION_CODE);
  }

  private static void put(ClientSettings.Builder settings, String name, @Nullable String value) {
    if (value != null) {
      settings.setting(name, value);
    }
  }
}
