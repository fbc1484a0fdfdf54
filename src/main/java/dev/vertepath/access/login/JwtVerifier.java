package dev.vertepath.access.login;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Tokens that carry their claims and a signature (RFC 7519, RFC 9068). */
final class JwtVerifier implements TokenVerifier {

  /**
   * None that a public key could be mistaken for the secret of, and never none (RFC 8725, 3.1 and
   * 3.2).
   */
  static final Set<SignatureAlgorithm> ALGORITHMS =
      Set.of(
          SignatureAlgorithm.RS256,
          SignatureAlgorithm.RS384,
          SignatureAlgorithm.ES256,
          SignatureAlgorithm.ES384,
          SignatureAlgorithm.PS256);

  private static final Duration SKEW = Duration.ofSeconds(60);

  private final BooleanSupplier keysAnswered;
  private final NimbusJwtDecoder decoder;

  /**
   * @param keysAnswered whether the keys were there when they were asked for last
   */
  JwtVerifier(
      URI issuer,
      List<String> audience,
      JWKSource<SecurityContext> keys,
      BooleanSupplier keysAnswered,
      Clock clock) {
    this.keysAnswered = keysAnswered;
    this.decoder =
        NimbusJwtDecoder.withJwkSource(keys)
            .jwsAlgorithms(algorithms -> algorithms.addAll(ALGORITHMS))
            .jwtProcessorCustomizer(
                processor ->
                    processor.setJWSTypeVerifier(
                        new DefaultJOSEObjectTypeVerifier<>(
                            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null)))
            .build();
    var times = new JwtTimestampValidator(SKEW);
    times.setAllowEmptyExpiryClaim(false);
    times.setClock(clock);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            times,
            new JwtIssuerValidator(issuer.toString()),
            new JwtClaimValidator<Collection<String>>(
                JwtClaimNames.AUD,
                meantFor -> meantFor != null && meantFor.stream().anyMatch(audience::contains))));
  }

  @Override
  public Verified verify(String token) {
    try {
      Jwt jwt = decoder.decode(token);
      return new Verified(new Claims(jwt.getClaims()), jwt.getExpiresAt());
    } catch (BadJwtException e) {
      throw TokenException.invalid(why(e), e);
    } catch (JwtException e) {
      if (keysAnswered.getAsBoolean() && isFlood(e)) {
        throw TokenException.invalid("it is signed with a key that the issuer does not have", e);
      }
      throw TokenException.unknown("the issuer's keys cannot be fetched", e);
    }
  }

  /** Keys were fetched a moment ago: the one that the token names was not among them. */
  private static boolean isFlood(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RateLimitReachedException) {
        return true;
      }
    }
    return false;
  }

  private static String why(BadJwtException e) {
    String words = String.valueOf(e.getMessage());
    return words.replaceFirst("^An error occurred while attempting to decode the Jwt: ", "");
  }
}
