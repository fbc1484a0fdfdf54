package dev.vertepath.access.issuer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * How a system proves which one it is: by a JWT that its key signed, once (SMART App Launch 2.2,
 * "Client Authentication: Asymmetric").
 */
final class ClientAssertions implements JwtDecoderFactory<RegisteredClient> {

  /** How far ahead an assertion may say that it expires. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration GRACE = Duration.ofMinutes(1);

  private final Clock clock;
  private final Cache<String, JwtDecoder> decoders =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterAccess(Duration.ofHours(1)).build();
  private final ClientKeys urls;
  private final UsedAssertions used;

  ClientAssertions(Clock clock, ClientKeys urls, UsedAssertions used) {
    this.clock = clock;
    this.urls = urls;
    this.used = used;
  }

  @Override
  public JwtDecoder createDecoder(RegisteredClient client) {
    String jwks = client.getClientSettings().getSetting(Clients.JWKS);
    String url = client.getClientSettings().getSetting(Clients.JWKS_URL);
    // With its keys in the key: other keys, another decoder.
    return decoders.get(client.getId() + " " + url + " " + jwks, key -> decoder(client, jwks, url));
  }

  private JwtDecoder decoder(RegisteredClient client, @Nullable String jwks, @Nullable String url) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSource(keys(jwks, url))
            .jwsAlgorithm(SignatureAlgorithm.ES384)
            .jwsAlgorithm(SignatureAlgorithm.RS384)
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .jwsAlgorithm(SignatureAlgorithm.RS256)
            .jwsAlgorithm(SignatureAlgorithm.PS256)
            .jwtProcessorCustomizer(
                processor ->
                    processor.setJWSTypeVerifier(
                        new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null)))
            .build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            JwtClientAssertionDecoderFactory.DEFAULT_JWT_VALIDATOR_FACTORY.apply(client),
            jwt -> usedOnce(client, jwt)));
    return decoder;
  }

  private JWKSource<SecurityContext> keys(@Nullable String jwks, @Nullable String url) {
    try {
      return jwks != null
          ? new ImmutableJWKSet<>(JWKSet.parse(jwks))
          : urls.at(String.valueOf(url));
    } catch (ParseException e) {
      throw new IllegalStateException("The client's keys cannot be read", e);
    }
  }

  private OAuth2TokenValidatorResult usedOnce(RegisteredClient client, Jwt jwt) {
    Instant expires = jwt.getExpiresAt();
    if (expires == null || expires.isAfter(clock.instant().plus(LONGEST).plus(GRACE))) {
      return failed("exp is more than five minutes ahead");
    }
    if (expires.isBefore(clock.instant().minus(GRACE))) {
      return failed("exp is over");
    }
    String id = jwt.getId();
    if (id == null || !used.use(client.getId(), id, expires.plus(GRACE).plus(GRACE))) {
      return failed("jti is missing, or was used before");
    }
    return OAuth2TokenValidatorResult.success();
  }

  private static OAuth2TokenValidatorResult failed(String why) {
    return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_client", why, null));
  }
}
